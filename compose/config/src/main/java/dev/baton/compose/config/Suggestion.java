package dev.baton.compose.config;

import dev.baton.model.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the name that the user probably meant. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * Returns the candidate that is most similar to the written name, if it is similar enough: at
   * most a third of the letters differ, or the name is the end of exactly one candidate.
   */
  public static Optional<String> of(String written, Collection<String> candidates) {
    List<String> endings = candidates.stream().filter(key -> key.endsWith("." + written)).toList();
    if (endings.size() == 1) {
      return Optional.of(endings.get(0));
    }
    return Spelling.nearest(written, candidates);
  }

  /** Returns {@code "; did you mean x?"}, or an empty text. */
  public static String sentence(String written, Collection<String> candidates) {
    return of(written, candidates).map(key -> "; did you mean " + key + "?").orElse("");
  }
}
