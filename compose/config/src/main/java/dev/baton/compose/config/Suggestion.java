package dev.baton.compose.config;

import dev.baton.model.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * Returns the candidate that is nearest to what was written, if one is near enough: at most a
   * third of it differs, or it is the end of exactly one candidate.
   */
  public static Optional<String> of(String written, Collection<String> candidates) {
    List<String> endings = candidates.stream().filter(key -> key.endsWith("." + written)).toList();
    if (endings.size() == 1) {
      return Optional.of(endings.get(0));
    }
    return Spelling.nearest(written, candidates);
  }

  /** Returns {@code "; did you mean x?"}, or nothing. */
  public static String sentence(String written, Collection<String> candidates) {
    return of(written, candidates).map(key -> "; did you mean " + key + "?").orElse("");
  }
}
