package dev.baton.compose.convert;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sees to it that clusters on the same hosts do not get in each other's way. */
public final class Neighbours {

  /** The port of the second {@code baton node} on a host; the first has the default. */
  private static final int SECOND_PORT = 9481;

  private final Findings findings;
  private final Map<NodeId, Integer> services = new TreeMap<>();
  private final Map<Vip, ClusterId> owners = new TreeMap<>();

  /** Begins with no cluster. */
  public Neighbours(Findings findings) {
    this.findings = findings;
  }

  /**
   * Returns the cluster with ports that no other one has on its hosts; refuses a VIP of another.
   *
   * @param place the lines that the cluster was made of
   * @param word how they name it
   */
  public ClusterPlan settle(ClusterPlan cluster, Place place, String word) {
    ClusterId id = cluster.definition().cluster();
    for (Vip vip : cluster.definition().vips()) {
      ClusterId owner = owners.getOrDefault(vip, id);
      owners.put(vip, owner);
      if (!owner.equals(id)) {
        findings.refused(
            place,
            word,
            "has the VIP " + vip + ", which cluster " + owner + " has too; take it out of one");
      }
    }
    List<NodePlan> nodes = new ArrayList<>();
    for (NodePlan node : cluster.nodes()) {
      int before = services.merge(node.node(), 1, Integer::sum) - 1;
      nodes.add(before == 0 ? node : another(node, before - 1, place, word));
    }
    return new ClusterPlan(cluster.definition(), nodes);
  }

  private NodePlan another(NodePlan node, int index, Place place, String word) {
    String listen = "127.0.0.1:" + (SECOND_PORT + index);
    findings.changed(
        place,
        word,
        "is a cluster of its own, and moves apart from the others; it needs a baton node of its own"
            + " on "
            + node.node()
            + ", with http.listen "
            + listen);
    return node.with("http.listen", listen);
  }
}
