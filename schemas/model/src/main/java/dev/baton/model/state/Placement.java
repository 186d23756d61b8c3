package dev.baton.model.state;

import dev.baton.model.Bounds;
import dev.baton.model.Epoch;
import dev.baton.model.Names;
import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a binding points, as its actuator last reported.
 *
 * @param index the binding's place in the definition's list, from 0
 * @param binding its kind, for example {@code aws-route}
 * @param epoch the assignment of that report
 * @param node the node to which it was to point
 * @param result its state
 * @param detail why, or what else clients should know
 * @param took how long it took
 * @param since the log time of the report
 */
public record Placement(
    int index,
    String binding,
    Epoch epoch,
    NodeId node,
    OutcomeResult result,
    String detail,
    Duration took,
    Instant since) {

  /** Checks the kind and the index, and bounds the rest. */
  public Placement {
    Names.require("binding", binding);
    Ranges.require("index", index, 0, ClusterDefinition.MOST_BINDINGS - 1);
    detail = Bounds.text(detail, 1024);
    took = Ranges.took(took);
  }

  /** Returns what an outcome reports. */
  public static Placement of(Outcome outcome, Instant since) {
    return new Placement(
        outcome.index(),
        outcome.binding(),
        outcome.epoch(),
        outcome.node(),
        outcome.result(),
        outcome.detail(),
        outcome.took(),
        since);
  }
}
