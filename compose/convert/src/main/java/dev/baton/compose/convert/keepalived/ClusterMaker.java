package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.ClusterPlan;
import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.NodePlan;
import dev.baton.compose.convert.Place;
import dev.baton.model.ClusterId;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes a cluster out of the units of several hosts that are one. */
final class ClusterMaker {

  private static final Duration HOOK_TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_VIPS = 64;
  private static final int MOST_MEMBERS = 16;

  private final Findings findings;
  private final Match match;
  private final ClusterId cluster;

  private ClusterMaker(Match match, ClusterId cluster, Findings findings) {
    this.match = match;
    this.cluster = cluster;
    this.findings = findings;
  }

  /** Makes it; empty if something was refused. */
  static Optional<ClusterPlan> make(Match match, ClusterId cluster, Findings findings) {
    ClusterMaker maker = new ClusterMaker(match, cluster, findings);
    match.units().values().forEach(maker::checkPriorities);
    List<Vip> vips = maker.vips();
    List<NodePlan> nodes = new ArrayList<>();
    match.units().forEach((host, unit) -> nodes.add(maker.node(host, unit)));
    maker.checkMembers();
    Optional<Duration> failback = maker.failback();
    return findings.isRefused()
        ? Optional.empty()
        : Optional.of(new ClusterPlan(maker.definition(vips, failback, nodes), nodes));
  }

  private ClusterDefinition definition(
      List<Vip> vips, Optional<Duration> failback, List<NodePlan> nodes) {
    List<Member> members = new ArrayList<>();
    match
        .units()
        .forEach((host, unit) -> members.add(new Member(host.node(), unit.first().priority())));
    HookPlan hooks =
        new HookPlan(timeout(nodes, HookMaker.DEMOTE), timeout(nodes, HookMaker.PROMOTE));
    return ClusterPlan.definition(cluster, members, vips, failback, hooks);
  }

  private static Optional<Duration> timeout(List<NodePlan> nodes, String hook) {
    return nodes.stream().anyMatch(node -> node.settings().containsKey(hook))
        ? Optional.of(HOOK_TIMEOUT)
        : Optional.empty();
  }

  private void checkPriorities(Unit unit) {
    for (Instance instance : unit.instances()) {
      if (instance.priority() != unit.first().priority()) {
        findings.refused(
            instance.place(),
            instance.name(),
            "has another priority than "
                + unit.first().name()
                + ", with which it moves together;"
                + " give both the same");
      }
    }
  }

  private void checkMembers() {
    Place place = match.first().place();
    int members = match.units().size();
    if (members == 1) {
      findings.changed(
          place,
          match.first().name(),
          "is in the file of one node, so that nobody takes over from it; give the file of each"
              + " other one too: --node NAME=FILE");
    }
    if (members > MOST_MEMBERS) {
      findings.refused(place, match.first().name(), "a cluster has at most 16 nodes");
    }
    Set<Integer> priorities = new TreeSet<>();
    for (Unit unit : match.units().values()) {
      if (!priorities.add(unit.first().priority())) {
        findings.changed(
            unit.place(),
            unit.name(),
            "has the priority of another node; then keepalived asks for the higher address, and"
                + " Baton for the smaller name");
      }
    }
  }

  private List<Vip> vips() {
    Unit first = match.first();
    Set<Vip> vips = vips(first);
    if (vips.isEmpty() || vips.size() > MOST_VIPS) {
      findings.refused(
          first.place(), first.name(), "has " + vips.size() + " VIPs; a cluster has 1 to 64");
    }
    for (Unit unit : match.units().values()) {
      Set<Vip> others = new TreeSet<>(vips(unit));
      Set<Vip> missing = new TreeSet<>(vips);
      missing.removeAll(others);
      others.removeAll(vips);
      if (!missing.isEmpty() || !others.isEmpty()) {
        findings.refused(
            unit.place(),
            unit.name(),
            "has other VIPs than on "
                + match.units().keySet().iterator().next().node()
                + (missing.isEmpty() ? "" : "; without " + missing)
                + (others.isEmpty() ? "" : "; besides " + others)
                + "; make both files the same first");
      }
    }
    return List.copyOf(vips);
  }

  private static Set<Vip> vips(Unit unit) {
    Set<Vip> vips = new LinkedHashSet<>();
    unit.addresses().forEach(address -> vips.add(address.vip()));
    return vips;
  }

  private NodePlan node(Host host, Unit unit) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    settings.put("node.cluster", List.of(cluster.value()));
    settings.put("node.id", List.of(host.node().value()));
    String device = device(host, unit);
    settings.put("arp.interface", List.of(device));
    if (unit.instances().stream().noneMatch(Instance::watchesDevice)) {
      settings.put("arp.track-interface", List.of("false"));
    }
    settings.putAll(HookMaker.make(unit, findings));
    List<Integer> others =
        match.units().entrySet().stream()
            .filter(each -> !each.getKey().node().equals(host.node()))
            .map(each -> each.getValue().first().priority())
            .toList();
    settings.putAll(
        ProbeMaker.make(
            host, unit, device, new ProbeMaker.Rivals(unit.first().priority(), others), findings));
    return new NodePlan(host.node(), settings);
  }

  private String device(Host host, Unit unit) {
    Map<String, Place> devices = new LinkedHashMap<>();
    for (Instance instance : unit.instances()) {
      for (Address address : instance.addresses()) {
        Optional<String> named = address.dev().or(instance::device);
        devices.putIfAbsent(named.orElse(host.device()), address.place());
        if (named.isEmpty()) {
          findings.changed(
              instance.place(),
              instance.name(),
              "names no interface; arp.interface is " + host.device() + ", as keepalived has it");
        }
      }
    }
    if (devices.size() > 1) {
      findings.refused(
          List.copyOf(devices.values()).get(1),
          unit.name(),
          "has VIPs on the interfaces "
              + String.join(", ", devices.keySet())
              + "; a node of Baton carries the VIPs of a cluster on one interface; make an instance"
              + " of its own for each interface, without a sync group, in copies of the files, if"
              + " they may move apart from each other");
    }
    String device = devices.keySet().stream().findFirst().orElse(host.device());
    if (device.equals("lo")) {
      findings.refused(
          devices.getOrDefault(device, unit.place()),
          unit.name(),
          "has its VIPs on lo, and Baton announces them on an Ethernet interface");
    }
    return device;
  }

  /** As the node of the highest priority decides: it is the one that would take over. */
  private Optional<Duration> failback() {
    List<Unit> byPriority =
        match.units().values().stream()
            .sorted(Comparator.comparing(unit -> -unit.first().priority()))
            .toList();
    Optional<Duration> failback = byPriority.get(0).first().failback();
    int lowest = byPriority.get(byPriority.size() - 1).first().priority();
    for (Unit unit : byPriority) {
      boolean matters = unit.first().priority() > lowest || byPriority.size() == 1;
      for (Instance instance : unit.instances()) {
        if (matters && !instance.failback().equals(failback)) {
          findings.changed(
              instance.place(),
              instance.name(),
              "gives the VIPs back in another way than the node of the highest priority; the"
                  + " definition has one failback for all nodes, and it is that one's");
        }
      }
    }
    return failback;
  }
}
