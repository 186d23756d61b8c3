package dev.baton.spi;

import java.util.List;

/**
 * Where a binding points, as it was read from the platform.
 *
 * @param where the result for all parts together
 * @param evidence what was read, part by part, in words
 */
public record Verification(Where where, List<String> evidence) {

  /** Freezes the list. */
  public Verification {
    evidence = List.copyOf(evidence);
  }

  /**
   * Where a binding points. There are three values, because a throttled read is no reason to move
   * anything.
   */
  public enum Where {
    /** Every part points to the assignment's node, and works as far as the platform tells. */
    HERE,
    /**
     * Every part was read. At least one points elsewhere, to nothing, or to something that is down.
     */
    ELSEWHERE,
    /** At least one part could not be read. */
    UNKNOWN
  }
}
