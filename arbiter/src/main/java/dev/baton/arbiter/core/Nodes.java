package dev.baton.arbiter.core;

import dev.baton.model.AuditEntry.Kind;
import dev.baton.model.Health;
import dev.baton.model.Incident;
import dev.baton.model.NodeId;
import dev.baton.model.NodeState;
import dev.baton.model.NodeState.NodeHealth;
import dev.baton.model.ProbeReport;
import dev.baton.model.ProbeStatus;
import dev.baton.model.Verdict;
import java.util.Optional;

/** What agents and keepers say of their nodes. */
final class Nodes {
  private Nodes() {}

  static void health(Draft draft, Health fact) {
    if (!draft.hasRoomFor(fact.node())) {
      return;
    }
    NodeState before = draft.node(fact.node());
    NodeHealth health = health(fact.verdict());
    NodeState after = before.withHealth(health, draft.position, fact.probes());
    if (fact.changed() && health == NodeHealth.HEALTHY) {
      after = after.withFailedAt(Optional.empty());
    }
    draft.put(after);
    if (before.health() != health) {
      draft.note(
          changed(fact.node(), before.health(), health)
              .with(
                  "failing",
                  fact.probes().stream()
                      .filter(probe -> probe.status() == ProbeStatus.FAILING)
                      .map(Nodes::describe)
                      .toList()));
    }
  }

  private static String describe(ProbeReport probe) {
    return probe.name() + ": " + probe.detail();
  }

  private static NodeHealth health(Verdict verdict) {
    return switch (verdict) {
      case HEALTHY -> NodeHealth.HEALTHY;
      case UNHEALTHY -> NodeHealth.UNHEALTHY;
    };
  }

  /** Nothing was heard from a node's agent for the health timeout. */
  static void healthTimer(Draft draft, NodeId name, long version) {
    NodeState node = draft.node(name);
    if (node.health() != NodeHealth.UNKNOWN && node.healthAt().offset() == version) {
      draft.put(node.withHealth(NodeHealth.UNKNOWN, node.healthAt(), node.probes()));
      draft.note(changed(name, node.health(), NodeHealth.UNKNOWN).with("last", node.healthAt()));
    }
  }

  private static Note changed(NodeId node, NodeHealth before, NodeHealth after) {
    return Note.of(Kind.HEALTH, "policy.health", node + " is " + words(after))
        .about(node)
        .with("before", before)
        .with("after", after);
  }

  private static String words(NodeHealth health) {
    return switch (health) {
      case HEALTHY -> "healthy";
      case UNHEALTHY -> "not healthy";
      case UNKNOWN -> "silent: its agent was not heard for the health timeout";
    };
  }

  static void incident(Draft draft, Incident fact) {
    draft.note(
        Note.of(Kind.INCIDENT, "incident", fact.kind() + " of " + fact.subject())
            .at(fact.epoch())
            .about(fact.node())
            .with("kind", fact.kind())
            .with("subject", fact.subject())
            .with("detail", fact.detail()));
  }
}
