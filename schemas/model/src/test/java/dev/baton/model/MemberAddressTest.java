package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberAddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"10.20.0.11:9480", "[fd00::11]:1", "[::]:65535"})
  void readsWhatItWrites(String text) {
    assertThat(MemberAddress.parse(text)).hasToString(text);
  }

  @Test
  void hasOneFormOfEachAddress() {
    assertThat(MemberAddress.parse("[FD00:0:0::11]:9480"))
        .isEqualTo(new MemberAddress("fd00::11", 9480));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":9480",
        "10.20.0.11",
        "10.20.0.11:",
        "10.20.0.11:0",
        "10.20.0.11:65536",
        "10.20.0.11:x",
        "10.20.0.256:9480",
        "db1:9480",
        "fd00::11:9480",
        "[fd00::11]",
        "[fd00::11]9480",
        "[fd00::11:9480",
        "[]:9480",
        "[10.20.0.11]x:9480"
      })
  void refusesAnythingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> MemberAddress.parse(text));
  }
}
