package dev.baton.compose.convert.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code $NAME=value} and what it is put in for: keepalived.conf(5), "Parameter substitution". */
final class Definitions {

  private static final Pattern DEFINITION =
      Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)[ \\t]*=[ \\t]*(.*)");

  /** Without braces a blank, a comma, a bracket or the end must follow, as in lib/parser.c. */
  private static final Pattern USE =
      Pattern.compile(
          "\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)([ \\t][^{}]*)?\\}"
              + "|([A-Za-z_][A-Za-z0-9_]*)(?=[ \\t,)]|$))");

  /** A value may use other definitions, and so itself: that must end. */
  private static final int MOST_ROUNDS = 64;

  private static final int LONGEST = 1 << 16;

  private final Map<String, List<String>> values = new TreeMap<>();

  Definitions(String configId) {
    values.put("_INSTANCE", List.of(configId));
  }

  /**
   * Takes the line if it begins a definition.
   *
   * @return the lines of its value, to which the caller adds those that follow if the last ends
   *     with a backslash; empty if it is no definition
   */
  static Optional<Definition> parse(String line) {
    Matcher matcher = DEFINITION.matcher(line);
    return matcher.matches()
        ? Optional.of(new Definition(matcher.group(1), new ArrayList<>(List.of(matcher.group(2)))))
        : Optional.empty();
  }

  /**
   * A definition.
   *
   * @param name without the dollar
   * @param lines of its value, in order; the last but the final one end with a backslash
   */
  record Definition(String name, List<String> lines) {

    boolean continues() {
      return lines.get(lines.size() - 1).endsWith("\\");
    }
  }

  void set(Definition definition) {
    List<String> lines =
        definition.lines().stream().map(line -> line.replaceFirst("[ \\t]*\\\\$", "")).toList();
    List<String> spoken = lines.stream().filter(line -> !line.isBlank()).toList();
    values.put(definition.name(), spoken.isEmpty() ? List.of("") : spoken);
  }

  /**
   * Puts values in until none is left to put in.
   *
   * @return the line, and further ones if a value has several
   * @throws IllegalArgumentException when that does not end, becomes too long, or needs what only a
   *     running keepalived knows
   */
  List<String> putIn(String line) {
    List<String> lines = new ArrayList<>(List.of(line));
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Matcher matcher = USE.matcher(lines.get(0));
      int from = 0;
      boolean found = false;
      while (!found && matcher.find(from)) {
        String name = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
        requireKnowable(name);
        found = values.containsKey(name);
        from = matcher.start() + 1;
      }
      if (!found) {
        return lines;
      }
      replace(lines, matcher);
    }
    throw new IllegalArgumentException("a definition uses itself, so that it never ends");
  }

  private void replace(List<String> lines, Matcher use) {
    String name = use.group(1) == null ? use.group(3) : use.group(1);
    List<String> value = values.getOrDefault(name, List.of(""));
    String line = lines.remove(0);
    List<String> put = new ArrayList<>(value);
    put.set(0, line.substring(0, use.start()) + put.get(0));
    int last = put.size() - 1;
    put.set(last, put.get(last) + line.substring(use.end()));
    lines.addAll(0, put);
    if (put.get(0).length() > LONGEST) {
      throw new IllegalArgumentException("a definition makes the line longer than 64 KiB");
    }
  }

  private static void requireKnowable(String name) {
    if (List.of("_PWD", "_RANDOM", "_ENV", "_HASH", "_BANG").contains(name)) {
      throw new IllegalArgumentException(
          "${" + name + "} is known to a running keepalived alone; write its value out");
    }
  }
}
