package dev.baton.compose.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {

  private static final String TENFOLD = "[*%1$s, *%1$s, *%1$s, *%1$s, *%1$s, *%1$s, *%1$s, *%1$s]";

  private static String bomb() {
    StringBuilder text = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 9; level++) {
      String before = "l" + (level - 1);
      text.append("l" + level + ": &l" + level + " " + TENFOLD.formatted(before) + "\n");
    }
    return text.toString();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("a: 1\n---\nb: 2\n", "f:2:1: a second document begins here; a file holds one"),
        Arguments.of("---\n---\n", "f:2:1: a second document begins here; a file holds one"),
        Arguments.of(bomb(), "f:5:10: more than 10000 values up to here, aliases written out"),
        Arguments.of("a: &x [*x]\n", "f:1:8: *x refers to a node that contains it"),
        Arguments.of("a: &x\n  b: {c: *x}\n", "f:2:10: *x refers to a node that contains it"),
        Arguments.of("a: " + "[".repeat(100_000), "f:1:19: is nested deeper than 16 levels"),
        Arguments.of(
            "a: [" + "x, ".repeat(20_000) + "]\n",
            "f:1:29996: more than 10000 values up to here, aliases written out"),
        Arguments.of(
            "a: 1\n\tb: 2\n", "f:2:1: is not YAML: a tab is used where only spaces are allowed"),
        Arguments.of("a: 1\nb: x\0y\n", "f:2:5: is not YAML: character U+0000 is not allowed"),
        Arguments.of("a: \u001b[2J\n", "f:1:4: is not YAML: character U+001B is not allowed"),
        Arguments.of("a: *nope\n", "f:1:4: is not YAML: found undefined alias nope"),
        Arguments.of("? [a]\n: b\n", "f:1:3: a key must be a single word"),
        Arguments.of("{a: 1\n", "f:2:1: is not YAML: expected ',' or '}', but got <stream end>"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatGoesTooFarIsRefusedWhereItDoes(String text, String message) {
    assertThatThrownBy(() -> YamlReader.read("f", text))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @Test
  void aliasesWithinReasonAreWhatTheyRepeat() {
    YamlNode.Mapping read = YamlReader.read("f", "a: &x [1, 2]\nb: *x\n");

    assertThat(read.entries()).hasSize(2);
    assertThat(read.entries().get(1).value()).isEqualTo(read.entries().get(0).value());
  }

  @Test
  void aByteOrderMarkAndAnEmptyTextAreNoErrors() {
    assertThat(YamlReader.read("f", "\uFEFFa: 1\n").entries()).hasSize(1);
    assertThat(YamlReader.read("f", "").entries()).isEmpty();
    assertThat(YamlReader.read("f", "# nothing\n---\n...\n").entries()).isEmpty();
  }
}
