package dev.baton.arbiter.fold;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of a story: words, some of them followed by their values. */
final class Line {
  private final List<String> words;

  Line(String text) {
    words = new ArrayList<>(List.of(text.strip().split("\\s+", -1)));
  }

  String verb() {
    return words.get(0);
  }

  /** Returns the word at that place; 0 is the verb. */
  String word(int place) {
    return words.get(place);
  }

  long number(int place) {
    return Long.parseLong(words.get(place));
  }

  /** Returns the word after that one. */
  Optional<String> after(String name) {
    int place = words.indexOf(name);
    return place < 0 ? Optional.empty() : Optional.of(words.get(place + 1));
  }

  boolean has(String name) {
    return words.contains(name);
  }

  long after(String name, long otherwise) {
    return after(name).map(Long::parseLong).orElse(otherwise);
  }

  Optional<Duration> duration(String name) {
    return after(name).map(Line::parse);
  }

  /** Returns the words between the place and the first that names something. */
  List<String> from(int place) {
    return words.subList(place, words.size());
  }

  static Duration parse(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
        : Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
  }
}
