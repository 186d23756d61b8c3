package dev.baton.spi;

import java.util.List;

/**
 * The result of the check before a binding is used.
 *
 * @param identity the identity under which the platform knows the actuator; empty if the platform
 *     does not say
 * @param findings the findings, in the order of the checks
 */
public record Preflight(String identity, List<Finding> findings) {

  /** Freezes the list. */
  public Preflight {
    findings = List.copyOf(findings);
  }

  /** Tells whether a move could succeed, as far as the checks can see. */
  public boolean passed() {
    return findings.stream().noneMatch(finding -> finding.weight() == Weight.REFUSED);
  }

  /** How serious a finding is. */
  public enum Weight {
    /** As it should be. */
    GOOD,
    /** It could not be checked, or it works but not well. */
    DOUBTFUL,
    /** A move would fail, or would not be a failover. */
    REFUSED
  }

  /**
   * The result of one check.
   *
   * @param weight how serious it is
   * @param subject what was checked: a resource's id, a permission
   * @param what what was found
   * @param remedy what to do about it; empty if nothing
   */
  public record Finding(Weight weight, String subject, String what, String remedy) {}
}
