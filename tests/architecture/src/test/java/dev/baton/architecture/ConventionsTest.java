package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import dev.baton.architecture.bad.core.PureCore;
import dev.baton.architecture.bad.unmarked.UtterUtil;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConventionsTest {
  @ParameterizedTest
  @MethodSource("rules")
  void ourCodeKeepsTheConvention(ArchRule rule) {
    rule.check(House.main());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aBreachIsReported(ArchRule rule) {
    assertThat(House.breaches(rule, House.only(UtterUtil.class))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void decentCodePasses(ArchRule rule) {
    assertThat(House.breaches(rule, House.only(PureCore.class))).isEmpty();
  }

  static Stream<ArchRule> rules() {
    return Stream.of(
        Conventions.packagesAreNullMarked(),
        Conventions.staticFieldsAreFinal(),
        Conventions.namesSayWhatFor());
  }
}
