package dev.baton.spi;

import java.util.List;

/**
 * What a look beforehand found.
 *
 * @param identity as whom the platform sees the actuator; empty when it does not say
 * @param findings what was found, in the order in which it was looked at
 */
public record Preflight(String identity, List<Finding> findings) {

  /** Freezes the list. */
  public Preflight {
    findings = List.copyOf(findings);
  }

  /** Tells whether a move could succeed as far as can be seen. */
  public boolean passed() {
    return findings.stream().noneMatch(finding -> finding.weight() == Weight.REFUSED);
  }

  /** How much a finding weighs. */
  public enum Weight {
    /** As it should be. */
    GOOD,
    /** Could not be looked at, or works but not well. */
    DOUBTFUL,
    /** A move would fail, or would not be a failover. */
    REFUSED
  }

  /**
   * One thing that was looked at.
   *
   * @param weight how much it weighs
   * @param subject what: a resource's id, a permission
   * @param what what was found
   * @param remedy what to do about it; empty if nothing
   */
  public record Finding(Weight weight, String subject, String what, String remedy) {}
}
