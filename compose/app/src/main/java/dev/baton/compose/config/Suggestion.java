package dev.baton.compose.config;

import java.util.Collection;
import java.util.Comparator;
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
    int most = Math.max(1, written.length() / 3);
    return candidates.stream()
        .min(
            Comparator.<String>comparingInt(candidate -> distance(written, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(candidate -> distance(written, candidate) <= most);
  }

  /** Returns {@code "; did you mean x?"}, or nothing. */
  public static String sentence(String written, Collection<String> candidates) {
    return of(written, candidates).map(key -> "; did you mean " + key + "?").orElse("");
  }

  /** Returns how many characters must be changed, added or left out (Levenshtein). */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= left.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= right.length(); column++) {
        int change = left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1;
        int best = Math.min(diagonal + change, Math.min(row[column], row[column - 1]) + 1);
        diagonal = row[column];
        row[column] = best;
      }
    }
    return row[right.length()];
  }
}
