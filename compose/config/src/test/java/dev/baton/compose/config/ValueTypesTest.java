package dev.baton.compose.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTypesTest {

  @ParameterizedTest
  @CsvSource({"500ms,500", "3s,3000", "10m,600000", "2h,7200000", "1d,86400000", "0s,0"})
  void readsDurations(String text, long millis) {
    assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
    assertThat(DurationText.format(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Property
  void readsBackEveryDurationItWrites(@ForAll @LongRange(min = 0, max = 99_999_999_999L) long ms) {
    Duration duration = Duration.ofMillis(ms);

    assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(ValueTypes.SWITCH, "maybe", "\"maybe\" is not true or false"),
        Arguments.of(ValueTypes.choice("text", "json"), "xml", "\"xml\" is not one of text, json"),
        Arguments.of(ValueTypes.PATH, "run", "\"run\" is not an absolute path"),
        Arguments.of(
            ValueTypes.COMMAND,
            "check.sh -x",
            "\"check.sh\" is not the absolute path of a program"),
        Arguments.of(
            ValueTypes.ENDPOINT, "kafka", "\"kafka\" is not host:port, such as 127.0.0.1:9092"),
        Arguments.of(
            ValueTypes.ENDPOINTS,
            "k1:9092,k2:99999",
            "\"k2:99999\" is not host:port, such as 127.0.0.1:9092"),
        Arguments.of(
            ValueTypes.URL,
            "ftp://x/",
            "\"ftp://x/\" is not an http or https URL without user and password"),
        Arguments.of(
            ValueTypes.URL,
            "http://me:hunter2@x/",
            "a URL with a user or password would be shown"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalsSayWhatIsExpected(ValueType<?> type, String text, String message) {
    assertThatThrownBy(() -> type.parse(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void readsEndpointsAsListOrText() {
    List<Endpoint> expected = List.of(new Endpoint("k1", 9092), new Endpoint("fd00::1", 9093));

    assertThat(ValueTypes.ENDPOINTS.parse(List.of("k1:9092, [fd00::1]:9093"))).isEqualTo(expected);
    assertThat(ValueTypes.ENDPOINTS.parse(List.of("k1:9092", "[fd00::1]:9093")))
        .isEqualTo(expected);
    assertThat(expected.get(1)).hasToString("[fd00::1]:9093");
  }
}
