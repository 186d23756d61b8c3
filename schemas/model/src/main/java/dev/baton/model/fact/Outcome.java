package dev.baton.model.fact;

import dev.baton.model.Bounds;
import dev.baton.model.Epoch;
import dev.baton.model.Names;
import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import dev.baton.model.definition.ClusterDefinition;
import java.time.Duration;
import java.util.List;

/**
 * A cloud actuator reports the state of a binding of the cluster. It says nothing about which node
 * holds the VIPs, and no assignment follows from it.
 *
 * @param epoch the assignment that it answers, or under which it looked
 * @param node the node to which the binding is to point
 * @param binding the binding's kind, for example {@code aws-route}
 * @param index its place in the definition's list of bindings, from 0
 * @param result its state
 * @param detail why, or what else clients should know; bounded to 1024 characters
 * @param evidence what the actuator read, part by part; at most the first 64, each bounded to 256
 *     characters
 * @param took since the command was read, or since the drift was seen
 * @param tries how many times it was tried
 */
public record Outcome(
    Epoch epoch,
    NodeId node,
    String binding,
    int index,
    OutcomeResult result,
    String detail,
    List<String> evidence,
    Duration took,
    int tries)
    implements Fact {

  private static final int MOST_EVIDENCE = 64;

  /** Checks the kind and the numbers, and bounds the texts. */
  public Outcome {
    Names.require("binding", binding);
    Ranges.require("index", index, 0, ClusterDefinition.MOST_BINDINGS - 1);
    Ranges.require("tries", tries, 0);
    took = Ranges.took(took);
    detail = Bounds.text(detail, 1024);
    evidence = evidence.stream().limit(MOST_EVIDENCE).map(part -> Bounds.text(part, 256)).toList();
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.outcome(this);
  }
}
