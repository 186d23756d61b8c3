package dev.baton.compose.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes values as {@link YamlReader} reads them. */
public final class YamlText {

  private YamlText() {}

  /** Returns a scalar that YAML reads as exactly this text: quoted, unless it is a plain word. */
  public static String scalar(String text) {
    boolean plain =
        text.matches("[a-z0-9][a-z0-9.-]*") && !text.matches("null|true|false|yes|no|on|off|y|n");
    return plain
        ? text
        : text.codePoints().mapToObj(YamlText::escaped).collect(Collectors.joining("", "\"", "\""));
  }

  /** Returns one word as a scalar, and any other number of them as a list in one line. */
  public static String value(List<String> words) {
    return words.size() == 1
        ? scalar(words.get(0))
        : words.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String escaped(int point) {
    if (point == '"' || point == '\\') {
      return "\\" + (char) point;
    }
    return point >= ' ' && point < 0x7f
        ? Character.toString(point)
        : String.format(Locale.ROOT, point > 0xffff ? "\\U%08x" : "\\u%04x", point);
  }
}
