package dev.baton.arbiter.fold;

import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.Verdict;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.NodeState.NodeHealth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What agents and keepers report of their nodes. */
final class Nodes {

  /** Most probes of a long report that the state remembers. */
  private static final int MOST_PROBES = 16;

  /** Most characters of a text of such a probe. */
  private static final int MOST_WORDS = 32;

  private Nodes() {}

  static void health(ClusterStateBuilder draft, Health fact) {
    if (!draft.hasRoomFor(fact.node())) {
      return;
    }
    NodeState before = draft.node(fact.node());
    NodeHealth health = health(fact.verdict());
    NodeState after = before.withHealth(health, draft.position, kept(fact.probes()));
    if (fact.changed() && health == NodeHealth.HEALTHY) {
      after = after.withFailedAt(Optional.empty());
    }
    draft.put(after);
    if (before.health() != health) {
      draft.note(
          changed(fact.node(), before.health(), health)
              .with(
                  AuditDetail.FAILING,
                  fact.probes().stream()
                      .filter(probe -> probe.status() == ProbeStatus.FAILING)
                      .map(Nodes::describe)
                      .toList()
                      .toString()));
    }
  }

  /**
   * Shortens a long report to its failing probes with cut texts, so that a state has room for every
   * node.
   */
  private static List<ProbeReport> kept(List<ProbeReport> probes) {
    int characters = probes.stream().mapToInt(Nodes::size).sum();
    if (probes.size() <= MOST_PROBES && characters <= MOST_PROBES * 2 * MOST_WORDS) {
      return probes;
    }
    return probes.stream()
        .sorted(Comparator.comparing(ProbeReport::status).reversed())
        .limit(MOST_PROBES)
        .map(probe -> probe.cutTo(MOST_WORDS))
        .toList();
  }

  private static int size(ProbeReport probe) {
    return probe.name().length() + probe.kind().length() + probe.detail().length();
  }

  /** Returns the failing probes, each with the node's name and the probe's detail. */
  static Stream<String> failing(NodeState node) {
    return node.probes().stream()
        .filter(probe -> probe.status() == ProbeStatus.FAILING)
        .map(probe -> node.node() + " " + describe(probe));
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

  /** A node's agent has sent no report for the health timeout. */
  static void healthTimer(ClusterStateBuilder draft, NodeId name, long version) {
    NodeState node = draft.node(name);
    if (node.health() != NodeHealth.UNKNOWN && node.healthAt().offset() == version) {
      draft.put(node.withHealth(NodeHealth.UNKNOWN, node.healthAt(), node.probes()));
      draft.note(
          changed(name, node.health(), NodeHealth.UNKNOWN).with(AuditDetail.LAST, node.healthAt()));
    }
  }

  private static AuditLineBuilder changed(NodeId node, NodeHealth before, NodeHealth after) {
    return AuditLineBuilder.of(Kind.HEALTH, AuditRule.HEALTH, node + " is " + words(after))
        .about(node)
        .with(AuditDetail.BEFORE, before)
        .with(AuditDetail.AFTER, after);
  }

  private static String words(NodeHealth health) {
    return switch (health) {
      case HEALTHY -> "healthy";
      case UNHEALTHY -> "not healthy";
      case UNKNOWN -> "silent: its agent was not heard for the health timeout";
    };
  }

  static void incident(ClusterStateBuilder draft, Incident fact) {
    if (!draft.isHeard(fact.node())) {
      return;
    }
    draft.note(
        AuditLineBuilder.of(
                Kind.INCIDENT, AuditRule.INCIDENT, fact.kind() + " of " + fact.subject())
            .at(fact.epoch())
            .about(fact.node())
            .with(AuditDetail.KIND, fact.kind())
            .with(AuditDetail.SUBJECT, fact.subject())
            .with(AuditDetail.DETAIL, fact.detail()));
  }
}
