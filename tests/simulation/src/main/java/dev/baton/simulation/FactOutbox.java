package dev.baton.simulation;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Facts that must reach the log, as the keeper's shell sends them: one at a time, in order. */
final class FactOutbox {
  private final Producer<FactRecord> producer;
  private final ClusterId cluster;
  private final Deque<Fact> waiting = new ArrayDeque<>();
  private boolean underWay;

  FactOutbox(Producer<FactRecord> producer, ClusterId cluster) {
    this.producer = producer;
    this.cluster = cluster;
  }

  /** Places a fact of a cluster. */
  static Placing<FactRecord> placing(Optional<ClusterId> cluster, Fact fact) {
    return (offset, when) -> new FactRecord(cluster, new Position(offset), when, fact);
  }

  void append(Fact fact) {
    waiting.addLast(fact);
    retry();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Tries again what was given up. */
  void retry() {
    if (!underWay && !waiting.isEmpty()) {
      underWay = true;
      producer.submit(placing(Optional.of(cluster), waiting.getFirst()), new First());
    }
  }

  /** What becomes of the fact under way. */
  private final class First implements Answer {
    @Override
    public void acknowledged(long offset) {
      waiting.removeFirst();
      underWay = false;
      retry();
    }

    @Override
    public void givenUp() {
      underWay = false;
    }
  }
}
