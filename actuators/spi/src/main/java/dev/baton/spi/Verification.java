package dev.baton.spi;

import java.util.List;

/**
 * What was read of where a binding points.
 *
 * @param where the sum of it
 * @param evidence what was read, part by part, in words
 */
public record Verification(Where where, List<String> evidence) {

  /** Freezes the list. */
  public Verification {
    evidence = List.copyOf(evidence);
  }

  /** Three-valued on purpose: a throttled read is no reason to move anything. */
  public enum Where {
    /** Every part points to the assignment's node, and works as far as the platform tells. */
    HERE,
    /** Every part was read, and some point elsewhere, nowhere, or to something that is down. */
    ELSEWHERE,
    /** Some part could not be read. */
    UNKNOWN
  }
}
