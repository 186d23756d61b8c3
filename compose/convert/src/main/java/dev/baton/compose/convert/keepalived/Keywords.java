package dev.baton.compose.convert.keepalived;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What becomes of each word of keepalived.conf(5): the table in {@code keywords.txt}. */
final class Keywords {

  private static final Map<String, SortedMap<String, Meaning>> SECTIONS = load();

  private Keywords() {}

  /** What the converter does about a word. */
  enum Use {
    /** It reads it. */
    READ,
    /** It leaves it out, and nothing is different. */
    LEFT,
    /** It leaves it out, and something is different. */
    CHANGED
  }

  /**
   * What becomes of a word.
   *
   * @param use what the converter does
   * @param reason why it is left out, and what to do instead; empty if it is read
   */
  record Meaning(Use use, String reason) {}

  /** Returns what becomes of a word in a section; empty if keepalived has no such word there. */
  static Optional<Meaning> meaning(String section, String word) {
    return Optional.ofNullable(section(section).get(word));
  }

  /** Returns the words of a section. */
  static SortedSet<String> words(String section) {
    return new TreeSet<>(section(section).keySet());
  }

  /** Returns the names of the sections. */
  static SortedSet<String> sections() {
    return new TreeSet<>(SECTIONS.keySet());
  }

  private static SortedMap<String, Meaning> section(String name) {
    return Optional.ofNullable(SECTIONS.get(name))
        .orElseThrow(() -> new IllegalArgumentException("section: " + name));
  }

  private static Map<String, SortedMap<String, Meaning>> load() {
    Map<String, SortedMap<String, Meaning>> sections = new TreeMap<>();
    try (InputStream stream = Keywords.class.getResourceAsStream("keywords.txt")) {
      if (stream == null) {
        throw new IllegalStateException("keywords.txt is missing from the class path");
      }
      List<String> lines =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
      String section = "";
      for (String line : lines) {
        if (line.startsWith("[")) {
          section = line.substring(1, line.length() - 1);
        } else {
          add(sections.computeIfAbsent(section, name -> new TreeMap<>()), line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sections;
  }

  private static void add(SortedMap<String, Meaning> section, String line) {
    String[] parts = line.split(": ", 3);
    Use use = Use.valueOf(parts[1].toUpperCase(Locale.ROOT));
    for (String word : parts[0].split(" ", -1)) {
      Meaning meaning = new Meaning(use, parts.length > 2 ? parts[2] : "");
      if (section.put(word, meaning) != null) {
        throw new IllegalStateException("keywords.txt has " + word + " twice in a section");
      }
    }
  }
}
