package dev.baton.linux;

/**
 * What became of the connections of a VIP.
 *
 * @param destroyed how many were reset
 * @param gone how many ended by themselves between listing and resetting
 * @param supported whether the kernel can reset connections (CONFIG_INET_DIAG_DESTROY) and lets us
 */
public record ResetOutcome(int destroyed, int gone, boolean supported) {
  /** Nothing to reset, nothing reset. */
  public static final ResetOutcome NONE = new ResetOutcome(0, 0, true);

  /**
   * Both outcomes together.
   *
   * @param other another outcome
   * @return the sums; supported when both were
   */
  public ResetOutcome plus(ResetOutcome other) {
    return new ResetOutcome(
        destroyed + other.destroyed, gone + other.gone, supported && other.supported);
  }
}
