package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Place;
import java.util.List;
import java.util.Optional;

/**
 * A line with its block.
 *
 * @param place the line; with a block, up to its closing brace
 * @param text the line, for words that split it in their own way
 * @param words at least one
 * @param block what stands between its braces; empty if there are none
 */
record Statement(Place place, String text, List<String> words, Optional<List<Statement>> block) {

  /** Freezes the list. */
  Statement {
    words = List.copyOf(words);
  }

  String word() {
    return words.get(0);
  }

  /** Returns the word of that index, if there is one; the first is 0. */
  Optional<String> word(int index) {
    return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
  }

  /** Returns the statements of its block; none if it has no block. */
  List<Statement> body() {
    return block.orElse(List.of());
  }

  /** The line alone, without its block. */
  Place head() {
    return Place.line(place.file(), place.first());
  }
}
