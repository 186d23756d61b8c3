package dev.baton.spi;

import dev.baton.model.NodeId;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.spi.Preflight.Finding;
import dev.baton.spi.Preflight.Weight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Compares the nodes in a binding's settings with the members of the cluster. */
public final class Coverage {
  private Coverage() {}

  /**
   * Returns the findings. A member without a target is {@link Preflight.Weight#REFUSED}, because a
   * failover to it would fail. A target for a node that is no member is {@link
   * Preflight.Weight#DOUBTFUL}.
   *
   * @param known the nodes for which the settings have a target
   * @param key the setting that holds the target, without the node's name, for example {@code eni}
   */
  public static List<Finding> of(
      ClusterDefinition definition, Collection<NodeId> known, String key) {
    List<NodeId> members = definition.members().stream().map(Member::node).toList();
    List<Finding> findings = new ArrayList<>();
    for (NodeId node : members) {
      String setting = key + "." + node;
      if (!known.contains(node)) {
        findings.add(
            new Finding(
                Weight.REFUSED,
                "node " + node,
                "is a member and has no " + setting + ": it could not be moved to",
                "set " + setting));
      }
    }
    if (findings.isEmpty()) {
      findings.add(new Finding(Weight.GOOD, "nodes", "each of " + members + " has its " + key, ""));
    }
    for (NodeId node : new TreeSet<>(known)) {
      if (!members.contains(node)) {
        findings.add(
            new Finding(
                Weight.DOUBTFUL,
                "node " + node,
                "has " + key + "." + node + " and is no member of " + definition.cluster(),
                "take it out, or make the node a member"));
      }
    }
    return findings;
  }
}
