package dev.baton.compose.define;

import dev.baton.arbiter.fold.Hosts;
import dev.baton.arbiter.fold.Policy;
import dev.baton.arbiter.view.HoldoverWords;
import dev.baton.compose.config.DurationText;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Spelling;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a new definition would do to its cluster in the present state, and to other clusters. */
public final class Outlook {
  private final ClusterState present;
  private final List<ClusterState> others;
  private final ClusterDefinition next;

  /**
   * Examines a definition.
   *
   * @param present the cluster's present state
   * @param all every cluster in the log
   * @param next the new definition
   */
  public Outlook(ClusterState present, List<ClusterState> all, ClusterDefinition next) {
    this.present = present;
    this.others = all.stream().filter(state -> !state.cluster().equals(present.cluster())).toList();
    this.next = next;
  }

  /** Returns what moves, when, to which node, and what that costs; empty if nothing moves. */
  public List<String> consequences() {
    List<String> lines = new ArrayList<>();
    holder().ifPresent(holder -> lines.addAll(moves(holder)));
    Optional<ClusterDefinition> before = present.definitions().latest();
    if (holder().isPresent() && before.filter(this::isGuardedOtherwise).isPresent()) {
      lines.add(
          "as soon as "
              + holder().orElseThrow()
              + " reads it, it adds the addresses again and is silent until its next keepalive, up"
              + " to "
              + DurationText.format(next.timings().keepaliveInterval()));
    }
    return lines;
  }

  private boolean isGuardedOtherwise(ClusterDefinition before) {
    return !before.vips().equals(next.vips()) || !before.gatePorts().equals(next.gatePorts());
  }

  private List<String> moves(NodeId holder) {
    if (next.member(holder).isPresent()) {
      return List.of();
    }
    String to =
        successor()
            .map(node -> "to " + node)
            .orElse("to nobody, for no other member can hold them now: clients lose them");
    List<String> lines = new ArrayList<>();
    lines.add("the VIPs leave " + holder + ", which is no member any more, " + to);
    lines.add(
        "that happens when the definition is in force: after its members have read it and a lease"
            + " ("
            + DurationText.format(longestLease())
            + ") has passed; clients wait for one move"
            + scripts(present.definitions().effective().map(ClusterDefinition::hooks)));
    return lines;
  }

  private static String scripts(Optional<HookPlan> before) {
    HookPlan hooks = before.orElse(HookPlan.NONE);
    String demote =
        hooks.demote().map(most -> ", demote script up to " + DurationText.format(most)).orElse("");
    return hooks
        .promote()
        .map(most -> demote + ", promote script up to " + DurationText.format(most))
        .orElse(demote);
  }

  private Duration longestLease() {
    return Stream.of(present.definitions().effective(), Optional.of(next))
        .flatMap(Optional::stream)
        .map(definition -> definition.timings().lease())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Optional<NodeId> holder() {
    return present.assignment() instanceof AssignmentState.Held held
        ? Optional.of(held.node())
        : Optional.empty();
  }

  /** Returns the node that would be chosen if the definition were in force now. */
  private Optional<NodeId> successor() {
    Definitions then = Definitions.NONE.withInForce(next);
    ClusterState state = present.withDefinitions(then);
    return next.members().stream()
        .sorted(Comparator.comparingInt(Member::priority).reversed().thenComparing(Member::node))
        .map(Member::node)
        .filter(node -> Policy.isEligible(state, node))
        .findFirst();
  }

  /** Returns what an operator should check first. */
  public List<String> warnings() {
    List<String> lines = new ArrayList<>();
    for (Member member : next.members()) {
      if (!heardOf(member.node())) {
        lines.add(unheard(member.node()));
      }
    }
    if (nobodyStays()) {
      lines.add(
          "no member of version "
              + present.definitions().latestVersion()
              + " stays: a further change then waits for the new ones, or needs --override");
    }
    if (next.members().size() == 1) {
      lines.add("there is one member: nobody takes over from it");
    }
    HoldoverWords.risk(next).ifPresent(lines::add);
    others.stream()
        .flatMap(other -> other.definitions().latest().stream())
        .forEach(other -> sharedPort(other).ifPresent(lines::add));
    return lines;
  }

  /**
   * A host guards a port for one cluster only. Only the host itself knows which clusters it belongs
   * to.
   */
  private Optional<String> sharedPort(ClusterDefinition other) {
    Optional<NodeId> node =
        next.members().stream()
            .map(Member::node)
            .filter(one -> other.member(one).isPresent())
            .findFirst();
    return next.gatePorts().stream()
        .filter(port -> node.isPresent() && other.gatePorts().contains(port))
        .findFirst()
        .map(
            port ->
                "gate port "
                    + port
                    + " is one of cluster "
                    + other.cluster()
                    + " too, which has a node "
                    + node.orElseThrow()
                    + ": if that is the same host, one of the two guards the port there, and shuts"
                    + " it for the other's holder as well; give it to one of them");
  }

  private String unheard(NodeId node) {
    TreeSet<String> known = new TreeSet<>();
    present.nodes().keySet().forEach(other -> known.add(other.value()));
    known.removeIf(other -> next.member(new NodeId(other)).isPresent());
    Optional<ClusterState> elsewhere =
        others.stream().filter(state -> state.nodes().containsKey(node)).findFirst();
    return node
        + " has never appeared in the log: is a keeper of this cluster running there, under this"
        + " name?"
        + Spelling.nearest(node.value(), known).map(near -> " There is a " + near + ".").orElse("")
        + elsewhere.map(of -> " Cluster " + of.cluster() + " has one.").orElse("");
  }

  private boolean heardOf(NodeId node) {
    return present.nodes().containsKey(node)
        || present.sessions().values().stream().anyMatch(live -> live.node().equals(node));
  }

  private boolean nobodyStays() {
    Optional<ClusterDefinition> before = present.definitions().effective();
    return before.isPresent()
        && before.orElseThrow().members().stream()
            .noneMatch(member -> next.member(member.node()).isPresent());
  }

  /**
   * Returns why no node could hold the VIPs, or read a later definition, under this definition;
   * empty if one could.
   */
  public Optional<String> ruin() {
    boolean nobodyKnown = next.members().stream().noneMatch(member -> heardOf(member.node()));
    return nobodyStays() && nobodyKnown
        ? Optional.of(
            "no member of version "
                + present.definitions().effective().orElseThrow().version()
                + " stays, and no new one has ever appeared in the log: nobody could hold the VIPs."
                + " Start the new nodes first, keep one of the old ones for this step, or say"
                + " --replace-all")
        : Optional.empty();
  }

  /**
   * Returns which VIP is the own address of a member's host, or cuts it off; empty if none is
   * known.
   */
  public Optional<String> clash() {
    return Hosts.clash(present, next);
  }

  /**
   * A VIP that another cluster has.
   *
   * @param vip the VIP
   * @param cluster the cluster whose definition has it, in force or pending
   */
  public record SharedVip(Vip vip, ClusterId cluster) {
    @Override
    public String toString() {
      return vip + " is a VIP of cluster " + cluster + ": both would answer for it";
    }
  }

  /** Returns the VIPs that other clusters have, in definitions in force or pending. */
  public List<SharedVip> sharedVips() {
    List<SharedVip> lines = new ArrayList<>();
    for (ClusterState other : others) {
      for (Vip vip : next.vips()) {
        if (other.definitions().hasVip(vip)) {
          lines.add(new SharedVip(vip, other.cluster()));
        }
      }
    }
    return lines;
  }
}
