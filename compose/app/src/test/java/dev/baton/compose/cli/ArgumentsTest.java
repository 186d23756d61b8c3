package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentsTest {

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(
            List.of("arbiter", "--arbiter.tick-interval=1s"),
            List.of("arbiter", "--set", "arbiter.tick-interval=1s")),
        Arguments.of(
            List.of("arbiter", "--arbiter.tick-interval", "1s", "-h"),
            List.of("arbiter", "--set", "arbiter.tick-interval=1s", "-h")),
        Arguments.of(List.of("--kafka.bootstrap="), List.of("--set", "kafka.bootstrap=")),
        Arguments.of(List.of("--log.level"), List.of("--set", "log.level")),
        Arguments.of(
            List.of("--kafka.properties.sasl.jaas.config=a b=c\nd"),
            List.of("--set", "kafka.properties.sasl.jaas.config=a b=c\nd")),
        Arguments.of(List.of("status", "--watch"), List.of("status", "--watch")),
        Arguments.of(
            List.of("define", "-f", "a.yaml", "--file=b.yaml"),
            List.of("define", "-f", "a.yaml", "--file=b.yaml")),
        Arguments.of(List.of("x", "--", "--log.level=a"), List.of("x", "--", "--log.level=a")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onlyFlagsWithADotAreKeys(List<String> written, List<String> rewritten) {
    assertThat(rewrite(written)).isEqualTo(rewritten);
  }

  private static List<String> rewrite(List<String> written) {
    return List.of(dev.baton.compose.cli.Arguments.rewritten(written.toArray(String[]::new)));
  }
}
