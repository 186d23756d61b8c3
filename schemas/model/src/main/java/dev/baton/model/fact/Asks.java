package dev.baton.model.fact;

import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import dev.baton.model.definition.Timings;
import java.time.Duration;
import java.util.List;

/**
 * Whom a holder asks for promises when Kafka is gone, if that is not every member (rule H).
 *
 * @param nodes these members; none if it goes on alone
 * @param holdover how long it may go on with these, by the definition that it has read; at most 10
 *     min
 */
public record Asks(List<NodeId> nodes, Duration holdover) {

  /** Freezes the list, and checks the ranges. */
  public Asks {
    nodes = List.copyOf(nodes);
    Ranges.require("asks: length", nodes.size(), 0, 64);
    Ranges.require("holdover", holdover, Duration.ZERO, Timings.MOST_HOLDOVER);
  }
}
