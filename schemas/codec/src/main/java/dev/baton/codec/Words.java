package dev.baton.codec;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The words of an enum's constants on the wire: their names in lower case with hyphens.
 *
 * @param <E> the enum
 */
final class Words<E extends Enum<E>> {

  private final Map<E, String> words;
  private final SortedMap<String, E> constants = new TreeMap<>();

  private Words(Class<E> type) {
    words = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      words.put(constant, word);
      constants.put(word, constant);
    }
  }

  /** Returns the words of an enum. */
  static <E extends Enum<E>> Words<E> of(Class<E> type) {
    return new Words<>(type);
  }

  /** Returns the word of a constant. */
  String word(E constant) {
    return words.getOrDefault(constant, "");
  }

  /** Returns the constant of a word; empty if there is none. */
  Optional<E> constant(String word) {
    return Optional.ofNullable(constants.get(word));
  }

  /** Returns all words, sorted. */
  Iterable<String> all() {
    return Collections.unmodifiableSet(constants.keySet());
  }
}
