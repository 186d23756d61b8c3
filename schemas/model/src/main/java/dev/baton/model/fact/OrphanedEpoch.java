package dev.baton.model.fact;

import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;

/**
 * The commands hold an assignment that the events, as they stand now, do not explain: what it was
 * derived from has vanished (rule B).
 *
 * @param arbiter who noticed
 * @param epoch the highest epoch found
 */
public record OrphanedEpoch(ArbiterId arbiter, Epoch epoch) implements Fact {
  @Override
  public <R> R match(Cases<R> cases) {
    return cases.orphanedEpoch(this);
  }
}
