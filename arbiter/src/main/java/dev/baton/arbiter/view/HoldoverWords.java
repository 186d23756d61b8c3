package dev.baton.arbiter.view;

import dev.baton.model.NodeId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.WithoutPromises;
import dev.baton.model.fact.Asks;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Ghost;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rule H in the words of {@code baton status}. */
public final class HoldoverWords {
  private HoldoverWords() {}

  /** Says what a holder does without Kafka that asks fewer than all members. */
  public static String of(Asks asks) {
    return asks.nodes().isEmpty()
        ? "without Kafka it holds on alone, for " + seconds(asks)
        : "without Kafka it holds on with " + names(asks.nodes()) + " alone, for " + seconds(asks);
  }

  /** Says what a definition risks; empty if it risks nothing. */
  public static Optional<String> risk(ClusterDefinition definition) {
    return definition.policy().withoutPromises() == WithoutPromises.KEEP_ACCEPTING_TWO_HOLDERS
        ? Optional.of(
            "without-promises is keep-accepting-two-holders: two nodes may answer for the VIPs"
                + " while they do not hear each other")
        : Optional.empty();
  }

  /** Says who is waited for, and what ends the wait. */
  static List<String> warnings(ClusterState state) {
    return state.holdover().ghosts().stream().map(HoldoverWords::warning).toList();
  }

  private static String warning(Ghost ghost) {
    String may =
        ghost.asks().nodes().isEmpty()
            ? "until then nobody else is given them"
            : "until then only " + names(ghost.asks().nodes()) + " may be given them";
    return ghost
        .holder()
        .map(
            holder ->
                holder.node()
                    + " is not heard and may still hold the VIPs of epoch "
                    + ghost.epoch()
                    + " for up to "
                    + seconds(ghost.asks())
                    + ", since not all members had a session when it was heard last; "
                    + may
                    + "; its keeper ends the wait when it starts again or reaches Kafka")
        .orElseGet(
            () ->
                "records were lost, and a holder that is not heard may still hold the VIPs for up"
                    + " to "
                    + seconds(ghost.asks())
                    + "; "
                    + may);
  }

  private static String names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::value).collect(Collectors.joining(" and "));
  }

  private static String seconds(Asks asks) {
    return asks.holdover().toSeconds() + " s";
  }
}
