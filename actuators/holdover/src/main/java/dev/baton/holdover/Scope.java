package dev.baton.holdover;

import dev.baton.model.NodeId;
import java.util.Optional;
import java.util.Set;

/**
 * Whose promises a holder needs.
 *
 * @param others all other members of the definition that it has read
 * @param named those that it named, if they are not all: their promises suffice until {@code bound}
 * @param bound how long it may go on with those alone
 */
public record Scope(Set<NodeId> others, Optional<Set<NodeId>> named, long bound) {

  /** Tells whether promises of these suffice for a time that ends then. */
  boolean suffices(Set<NodeId> given, long end) {
    boolean all = !others.isEmpty() && given.containsAll(others);
    return all || named.filter(given::containsAll).filter(some -> end <= bound).isPresent();
  }

  /** Tells whether there is nobody to ask, although promises are needed. */
  boolean isHopeless() {
    return others.isEmpty();
  }

  /** Tells whether it needs nobody's promise. */
  boolean isAlone() {
    return named.filter(Set::isEmpty).isPresent();
  }
}
