package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.architecture.bad.core.CoreThatAsks;
import dev.baton.architecture.bad.core.CoreThatKnowsTheWorld;
import dev.baton.architecture.bad.core.PureCore;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorePurityTest {
  @Test
  void coresAndModelKnowOnlyValues() {
    CorePurity.knowsOnlyValues().check(House.main());
  }

  @Test
  void coresAndModelAskNothingThatVaries() {
    CorePurity.asksNothingThatVaries().check(House.main());
  }

  @ParameterizedTest
  @MethodSource("membersThatKnowTheWorld")
  void everyForbiddenClassIsReported(String member) {
    var breaches =
        House.breaches(CorePurity.knowsOnlyValues(), House.only(CoreThatKnowsTheWorld.class));

    assertThat(breaches).anyMatch(line -> line.contains("CoreThatKnowsTheWorld." + member + "("));
  }

  @ParameterizedTest
  @MethodSource("membersThatAsk")
  void everyVaryingAnswerIsReported(String member) {
    var breaches =
        House.breaches(CorePurity.asksNothingThatVaries(), House.only(CoreThatAsks.class));

    assertThat(breaches).anyMatch(line -> line.contains("CoreThatAsks." + member + "("));
  }

  @Test
  void pureCodePasses() {
    var pure = House.only(PureCore.class);

    assertThat(House.breaches(CorePurity.knowsOnlyValues(), pure)).isEmpty();
    assertThat(House.breaches(CorePurity.asksNothingThatVaries(), pure)).isEmpty();
  }

  static Stream<String> membersThatKnowTheWorld() {
    return members(CoreThatKnowsTheWorld.class);
  }

  static Stream<String> membersThatAsk() {
    return members(CoreThatAsks.class);
  }

  private static Stream<String> members(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .map(Method::getName);
  }
}
