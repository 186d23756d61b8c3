package dev.baton.simulation;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes the record that stands in a topic, once it is known where.
 *
 * @param <P> the topic's record
 */
@FunctionalInterface
interface Placing<P> {
  P at(long offset, Instant when);

  /** Places a fact of a cluster, or of the partition if there is none. */
  static Placing<FactRecord> of(Optional<ClusterId> cluster, Fact fact) {
    return (offset, when) -> new FactRecord(cluster, new Position(offset), when, fact);
  }
}
