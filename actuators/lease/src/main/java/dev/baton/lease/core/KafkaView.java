package dev.baton.lease.core;

import dev.baton.model.NodeId;
import java.time.Duration;
import java.util.List;

/**
 * Whether Kafka answers this keeper, and if not, for whom it does.
 *
 * @param verdict the answer
 * @param silence for how long no keepalive was acknowledged; zero while Kafka answers
 * @param served the other members that said that their own keepalives are acknowledged; by name
 * @param unserved the other members that said that theirs are not, or that asked for a promise; by
 *     name
 * @param unheard the other members that said nothing; by name
 */
public record KafkaView(
    Verdict verdict,
    Duration silence,
    List<NodeId> served,
    List<NodeId> unserved,
    List<NodeId> unheard) {

  /** Freezes the lists. */
  public KafkaView {
    served = List.copyOf(served);
    unserved = List.copyOf(unserved);
    unheard = List.copyOf(unheard);
  }

  /** One of three answers if Kafka does not answer, and one if it does. */
  public enum Verdict {
    /** A keepalive was acknowledged less than a lease ago. */
    ANSWERS,
    /** Every other member said that Kafka does not answer it either. */
    DOWN_FOR_ALL,
    /** Another member said that Kafka answers it, for a whole lease, or as its last word. */
    CUT_OFF,
    /** No member said so, or not all of them that it does not. */
    UNKNOWN
  }
}
