package dev.baton.agent.hook;

import dev.baton.model.Epoch;
import dev.baton.model.Position;
import dev.baton.model.fact.Hook;

/**
 * Names one run of a script once and for all. An epoch's script is asked for a second time when it
 * failed and an operator forgave that: then the order derives from a later fact.
 *
 * @param epoch the epoch of the order
 * @param hook which script
 * @param since where the fact stands from which the order derives; {@link Position#NONE} where that
 *     is not known
 */
public record HookKey(Epoch epoch, Hook hook, Position since) {

  /** Tells whether both mean the same run; one whose origin is not known means the epoch's any. */
  boolean matches(HookKey other) {
    boolean sameOrigin =
        since.equals(other.since)
            || since.equals(Position.NONE)
            || other.since.equals(Position.NONE);
    return epoch.equals(other.epoch) && hook == other.hook && sameOrigin;
  }
}
