package dev.baton.compose.convert;

import dev.baton.model.ClusterId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cluster that comes out.
 *
 * @param definition as version 1
 * @param nodes the configuration of each member, in the members' order
 */
public record ClusterPlan(ClusterDefinition definition, List<NodePlan> nodes) {

  /** Freezes the list. */
  public ClusterPlan {
    nodes = List.copyOf(nodes);
  }

  /**
   * Returns the first definition of a cluster on a LAN, with Baton's timings and hold-down: neither
   * tool has the like of them.
   *
   * @param failback how long the preferred node must be well before the VIPs return; empty: never
   */
  public static ClusterDefinition definition(
      ClusterId cluster,
      List<Member> members,
      List<Vip> vips,
      Optional<Duration> failback,
      HookPlan hooks) {
    return new ClusterDefinition(
        cluster,
        1,
        members,
        vips,
        List.of(new Binding("arp", new TreeMap<>())),
        Timings.DEFAULT,
        new FailoverPolicy(
            failback,
            FailoverPolicy.DEFAULT.holdDownMoves(),
            FailoverPolicy.DEFAULT.holdDownWindow()),
        hooks);
  }
}
