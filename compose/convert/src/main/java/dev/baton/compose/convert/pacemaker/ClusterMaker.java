package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.convert.ClusterPlan;
import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.NodePlan;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a cluster out of a group or an address. */
final class ClusterMaker {

  private static final int MOST_VIPS = 64;

  private final Resource resource;
  private final ClusterId cluster;
  private final Wishes wishes;
  private final Findings findings;

  private ClusterMaker(Resource resource, ClusterId cluster, Wishes wishes, Findings findings) {
    this.resource = resource;
    this.cluster = cluster;
    this.wishes = wishes;
    this.findings = findings;
  }

  /** Makes it; empty if something was refused. */
  static Optional<ClusterPlan> make(
      Resource resource, ClusterId cluster, MemberMaker maker, Wishes wishes, Findings findings) {
    return new ClusterMaker(resource, cluster, wishes, findings)
        .make(maker.members(resource), maker.failback(resource));
  }

  private Optional<ClusterPlan> make(List<Member> members, Optional<Duration> failback) {
    List<Vip> vips = vips();
    String nic = nic();
    List<NodePlan> nodes = members.stream().map(member -> node(member.node(), nic)).toList();
    return findings.isRefused()
        ? Optional.empty()
        : Optional.of(
            new ClusterPlan(
                ClusterPlan.definition(cluster, members, vips, failback, HookPlan.NONE), nodes));
  }

  private List<Vip> vips() {
    Set<Vip> vips = new LinkedHashSet<>();
    resource.addresses().forEach(address -> vips.add(address.vip()));
    if (vips.isEmpty() || vips.size() > MOST_VIPS) {
      findings.refused(
          resource.place(), resource.id(), "has " + vips.size() + " VIPs; a cluster has 1 to 64");
    }
    return List.copyOf(vips);
  }

  /** Returns the interface of all its addresses; empty text if they name none. */
  private String nic() {
    Set<String> nics = new LinkedHashSet<>();
    resource.addresses().forEach(address -> nics.add(address.nic().orElse("")));
    if (nics.size() > 1) {
      findings.refused(
          resource.place(),
          resource.id(),
          "has VIPs on several interfaces, or some without a nic; a node of Baton carries the VIPs"
              + " of a cluster on one interface; make a group for each, if they may move apart");
    }
    return nics.stream().findFirst().orElse("");
  }

  private NodePlan node(NodeId node, String nic) {
    Optional<String> wish =
        Optional.ofNullable(wishes.interfaces().get(node.value()))
            .or(() -> Optional.ofNullable(wishes.interfaces().get("")));
    String device = nic.isEmpty() ? wish.orElse("") : nic;
    if (device.isEmpty()) {
      findings.refused(
          resource.place(),
          resource.id(),
          "names no nic, which Pacemaker then takes from the routes of the node; name it:"
              + " --interface NAME, or --interface NODE=NAME for one node");
    }
    Map<String, List<String>> settings = new LinkedHashMap<>();
    settings.put("node.cluster", List.of(cluster.value()));
    settings.put("node.id", List.of(node.value()));
    settings.put("arp.interface", List.of(device));
    return new NodePlan(node, settings);
  }
}
