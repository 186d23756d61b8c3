package dev.baton.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant by a word that is not known. */
public final class Spelling {

  private Spelling() {}

  /** Returns the nearest candidate, if at most a third of what was written differs from it. */
  public static Optional<String> nearest(String written, Collection<String> candidates) {
    int most = Math.max(1, written.length() / 3);
    return candidates.stream()
        .min(
            Comparator.<String>comparingInt(candidate -> distance(written, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(candidate -> distance(written, candidate) <= most);
  }

  /** Returns {@code "; did you mean x?"}, or nothing. */
  public static String hint(String written, Collection<String> candidates) {
    return nearest(written, candidates).map(near -> "; did you mean " + near + "?").orElse("");
  }

  /** Returns how many characters must be changed, added, left out or swapped (Damerau). */
  private static int distance(String left, String right) {
    int[] before = new int[right.length() + 1];
    int[] row = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= left.length(); line++) {
      int[] next = new int[right.length() + 1];
      next[0] = line;
      for (int column = 1; column <= right.length(); column++) {
        int change = left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1;
        next[column] =
            Math.min(row[column - 1] + change, Math.min(row[column], next[column - 1]) + 1);
        if (areSwapped(left, line, right, column)) {
          next[column] = Math.min(next[column], before[column - 2] + 1);
        }
      }
      before = row;
      row = next;
    }
    return row[right.length()];
  }

  private static boolean areSwapped(String left, int line, String right, int column) {
    return line > 1
        && column > 1
        && left.charAt(line - 1) == right.charAt(column - 2)
        && left.charAt(line - 2) == right.charAt(column - 1);
  }
}
