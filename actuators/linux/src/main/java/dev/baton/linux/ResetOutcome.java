package dev.baton.linux;

/**
 * The result of resetting the connections of a VIP.
 *
 * @param destroyed how many were reset
 * @param gone how many ended by themselves between listing and resetting
 * @param supported whether the kernel can reset connections (CONFIG_INET_DIAG_DESTROY) and allows
 *     it
 */
public record ResetOutcome(int destroyed, int gone, boolean supported) {
  /** There was nothing to reset. */
  public static final ResetOutcome NONE = new ResetOutcome(0, 0, true);

  /**
   * Returns both results together.
   *
   * @param other another result
   * @return the sums; supported if both were
   */
  public ResetOutcome plus(ResetOutcome other) {
    return new ResetOutcome(
        destroyed + other.destroyed, gone + other.gone, supported && other.supported);
  }
}
