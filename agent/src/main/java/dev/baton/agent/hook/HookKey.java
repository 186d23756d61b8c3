package dev.baton.agent.hook;

import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.fact.Hook;

/**
 * Identifies one run of a script. The same script runs a second time in the same epoch when it
 * failed and an operator acknowledged the failure. The second order then derives from a later fact.
 *
 * @param epoch the epoch of the order
 * @param hook which script
 * @param since the position of the fact from which the order derives; {@link Position#NONE} if it
 *     is not known
 */
public record HookKey(Epoch epoch, Hook hook, Position since) {

  /**
   * Tells whether both keys mean the same run. A key of unknown position matches every run of the
   * same script in its epoch.
   */
  boolean matches(HookKey other) {
    boolean sameOrigin =
        since.equals(other.since)
            || since.equals(Position.NONE)
            || other.since.equals(Position.NONE);
    return epoch.equals(other.epoch) && hook == other.hook && sameOrigin;
  }
}
