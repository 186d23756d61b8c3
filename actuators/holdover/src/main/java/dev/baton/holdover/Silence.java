package dev.baton.holdover;

import dev.baton.model.NodeId;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the other members said last of a holder that Kafka does not answer. A member says something
 * against it by a refusal, and by saying that Kafka answers that member: then this holder alone is
 * cut off. Its word stands until it says something else. Only a cluster whose operator has accepted
 * two holders asks for this.
 */
public final class Silence {
  private final Set<NodeId> against = new TreeSet<>();

  /**
   * A member has answered.
   *
   * @param promised whether it promises
   * @param served whether Kafka answers it
   */
  public void heard(NodeId from, boolean promised, boolean served) {
    if (promised && !served) {
      against.remove(from);
    } else {
      against.add(from);
    }
  }

  /** Kafka answers this holder, or it holds something else: what was said is of no account. */
  public void forget() {
    against.clear();
  }

  /** Tells whether none of these members has said anything against it. */
  public boolean isConsent(Set<NodeId> others) {
    return others.stream().noneMatch(against::contains);
  }
}
