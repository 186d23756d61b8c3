package dev.baton.simulation;

import java.util.Locale;

/**
 * A fault of a plan, or something that an operator does.
 *
 * @param kind what
 * @param at when it begins, in true nanoseconds
 * @param lasting for how long, in nanoseconds, where it lasts
 * @param target which node or arbiter; {@link #WHOEVER_HOLDS}: the one that holds, or leads, then
 * @param detail what else the kind needs
 */
record Fault(FaultKind kind, long at, long lasting, int target, int detail) {
  static final int WHOEVER_HOLDS = -1;

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "at %.6f s for %.6f s: %s of %s, %d",
        at / 1e9,
        lasting / 1e9,
        kind,
        target == WHOEVER_HOLDS ? "whoever holds" : String.valueOf(target),
        detail);
  }
}
