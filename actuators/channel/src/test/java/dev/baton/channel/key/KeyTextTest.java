package dev.baton.channel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channel.core.KeyId;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTextTest {
  private static final String ONE = "ab".repeat(32);
  private static final String TWO = "CD".repeat(32);

  @Test
  void theFirstKeySealsAndAllAreKnown() throws ChannelKeyException {
    ChannelKeys keys =
        KeyText.read("keys", "# of web\n\n  k2\t" + ONE + "  # since May\r\nk1 " + TWO);

    assertThat(keys.signer()).isEqualTo(new KeyId("k2"));
    assertThat(keys.ids()).containsExactly(new KeyId("k2"), new KeyId("k1"));
    assertThat(keys.knows(new KeyId("k1"))).isTrue();
    assertThat(keys.knows(new KeyId("k3"))).isFalse();
  }

  static Stream<Arguments> wrong() {
    String many =
        IntStream.range(0, 17)
            .mapToObj(each -> "k%d %064x%n".formatted(each, each))
            .collect(Collectors.joining());
    return Stream.of(
        Arguments.of("", "keys: has no key; baton channel-key FILE makes a key file"),
        Arguments.of("# k1 " + ONE, "keys: has no key; baton channel-key FILE makes a key file"),
        Arguments.of("\n" + ONE, "keys:2: is not \"ID KEY\": it has 1 words"),
        Arguments.of("k1 " + ONE + " x", "keys:1: is not \"ID KEY\": it has 3 words"),
        Arguments.of(
            ONE + " k1",
            "keys:1: has an id that is no name: 1 to 16 of a-z, 0-9, dot and hyphen, beginning"
                + " and ending with a letter or digit"),
        Arguments.of(
            "k1 " + ONE.substring(2),
            "keys:1: has a key that is not 64 hexadecimal digits; baton channel-key FILE makes a"
                + " key file"),
        Arguments.of(
            "k1 " + ONE.replace('a', 'g'),
            "keys:1: has a key that is not 64 hexadecimal digits; baton channel-key FILE makes a"
                + " key file"),
        Arguments.of(
            "k1 " + ONE + "\n#\nk1 " + TWO,
            "keys:3: has the id of a line above; each key needs an id of its own"),
        Arguments.of(
            "k1 " + ONE + "\nk2 " + ONE.toUpperCase(Locale.ROOT),
            "keys:2: has the key of a line above; delete one of the two lines"),
        Arguments.of(
            many, "keys:17: is one key too many; delete the lines of keys that nobody uses"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void saysWhatIsWrongAndNeverTheKey(String text, String message) {
    assertThatThrownBy(() -> KeyText.read("keys", text))
        .isInstanceOf(ChannelKeyException.class)
        .hasMessage(message);
  }
}
