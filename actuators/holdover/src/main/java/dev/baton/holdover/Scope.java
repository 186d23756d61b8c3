package dev.baton.holdover;

import dev.baton.model.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Whose promises a holder needs.
 *
 * @param others all other members of the definition that it has read
 * @param named those that it named, if they are not all: their promises suffice until {@code bound}
 * @param bound how long it may go on with those alone
 * @param silence after this much of a round, the silence of all others counts as their promises;
 *     empty if it never does
 */
public record Scope(
    Set<NodeId> others, Optional<Set<NodeId>> named, long bound, Optional<Duration> silence) {

  /**
   * Returns on what a holder may go on until then; empty if it may not.
   *
   * @param given who has promised in this round
   * @param sinceNanos how long ago the round began
   */
  Optional<Ground> ground(Set<NodeId> given, long end, long sinceNanos) {
    if (!others.isEmpty() && given.containsAll(others)) {
      return Optional.of(Ground.PROMISES);
    }
    if (named.filter(given::containsAll).filter(some -> end <= bound).isPresent()) {
      return Optional.of(isAlone() ? Ground.ALONE : Ground.PROMISES);
    }
    return silence.filter(wait -> sinceNanos >= wait.toNanos()).map(wait -> Ground.SILENCE);
  }

  /** Tells whether there is nobody to ask, although promises are needed. */
  boolean isHopeless() {
    return others.isEmpty() && silence.isEmpty();
  }

  /** Tells whether it needs nobody's promise. */
  boolean isAlone() {
    return named.filter(Set::isEmpty).isPresent();
  }
}
