package dev.baton.model.fact;

import dev.baton.model.ArbiterId;
import dev.baton.model.Epoch;

/**
 * The commands topic has an assignment that the events, as they are now, do not explain: the facts
 * from which it was derived are lost (rule B).
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
