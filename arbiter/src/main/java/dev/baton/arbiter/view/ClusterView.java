package dev.baton.arbiter.view;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.HostView;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.FailedTake;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.Placement;
import dev.baton.model.state.Quarantine;
import dev.baton.model.state.SessionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A cluster's state in the words of {@code baton status}.
 *
 * @param state the state itself
 * @param holder who holds the VIPs, or is about to let them go
 * @param phase where it stands: {@code held}, {@code acquiring}, {@code releasing}, {@code
 *     demoting}, {@code promoting}, {@code vacant}, {@code gapped}, {@code quarantined}
 * @param nodes members by priority, then others that spoke
 * @param noSuccessor why nobody stands ready to take the VIPs (rule D); empty if somebody does
 * @param warnings what somebody should look at
 */
public record ClusterView(
    ClusterState state,
    Optional<NodeId> holder,
    String phase,
    List<NodeView> nodes,
    Optional<NoSuccessor> noSuccessor,
    List<String> warnings) {

  /** Freezes the lists. */
  public ClusterView {
    nodes = List.copyOf(nodes);
    warnings = List.copyOf(warnings);
  }

  /**
   * A node in the same words.
   *
   * @param node what is known of it
   * @param priority its priority, if it is a member
   * @param session its current session
   * @param pending whether a further session waits for that one to die
   * @param failing the probes that fail
   */
  public record NodeView(
      NodeState node,
      Optional<Integer> priority,
      Optional<SessionState> session,
      boolean pending,
      List<ProbeReport> failing) {
    /** Freezes the list. */
    public NodeView {
      failing = List.copyOf(failing);
    }

    /** Returns the name. */
    public NodeId id() {
      return node.node();
    }
  }

  /**
   * Puts a state into words.
   *
   * @param all every cluster that was looked at: no fold sees those of other partitions
   */
  public static ClusterView of(ClusterState state, List<ClusterState> all) {
    List<NodeView> nodes = nodes(state);
    List<String> warnings = warnings(state, nodes);
    warnings.addAll(shared(state, all));
    return new ClusterView(
        state,
        state.assignment().assignee(),
        state.quarantine().isPresent() ? "quarantined" : state.assignment().match(PHASE),
        nodes,
        NoSuccessor.of(state),
        warnings);
  }

  private static List<String> shared(ClusterState state, List<ClusterState> all) {
    return state.definitions().latest().map(ClusterDefinition::vips).orElse(List.of()).stream()
        .flatMap(
            vip ->
                all.stream()
                    .filter(other -> !other.cluster().equals(state.cluster()))
                    .filter(other -> other.definitions().hasVip(vip))
                    .map(
                        other ->
                            vip
                                + " is a VIP of cluster "
                                + other.cluster()
                                + " too: where their networks meet, two nodes answer for it"))
        .toList();
  }

  /** Returns what the definition in force risks; that is chosen, so the cluster is well with it. */
  public Optional<String> risk() {
    return definition().flatMap(HoldoverWords::risk);
  }

  /** Returns the definition in force. */
  public Optional<ClusterDefinition> definition() {
    return state.definitions().effective();
  }

  private static List<NodeView> nodes(ClusterState state) {
    List<Member> members =
        new ArrayList<>(
            state.definitions().effective().map(ClusterDefinition::members).orElse(List.of()));
    members.sort(Comparator.comparingInt(Member::priority).reversed().thenComparing(Member::node));
    List<NodeView> nodes = new ArrayList<>();
    TreeSet<NodeId> others = new TreeSet<>(state.nodes().keySet());
    for (Member member : members) {
      nodes.add(node(state, member.node(), Optional.of(member.priority())));
      others.remove(member.node());
    }
    others.forEach(other -> nodes.add(node(state, other, Optional.empty())));
    return nodes;
  }

  private static NodeView node(ClusterState state, NodeId id, Optional<Integer> priority) {
    NodeState node =
        Optional.ofNullable(state.nodes().get(id)).orElseGet(() -> NodeState.unknown(id));
    List<SessionState> sessions =
        state.sessions().values().stream().filter(session -> session.node().equals(id)).toList();
    return new NodeView(
        node,
        priority,
        sessions.stream().filter(SessionState::current).findFirst(),
        sessions.stream().anyMatch(session -> !session.current()),
        node.probes().stream().filter(probe -> probe.status() == ProbeStatus.FAILING).toList());
  }

  private static List<String> warnings(ClusterState state, List<NodeView> nodes) {
    List<String> warnings = new ArrayList<>();
    state.quarantine().ifPresent(what -> warnings.add(quarantine(state, what)));
    state
        .obstacle()
        .ifPresent(
            what ->
                warnings.add(
                    "the VIPs should move and cannot: "
                        + what.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    warnings.addAll(HoldoverWords.warnings(state));
    if (state.holdDown().tripped()) {
      warnings.add(
          "hold-down: "
              + state.holdDown().moves().size()
              + " unplanned moves; the next waits for: baton ack "
              + state.cluster());
    }
    if (state.maintenance()) {
      warnings.add("maintenance is on: nothing moves by itself");
    }
    for (NodeView view : nodes) {
      warnings.addAll(warnings(state, view));
    }
    state.placements().values().stream().flatMap(ClusterView::warning).forEach(warnings::add);
    return warnings;
  }

  private static String quarantine(ClusterState state, Quarantine quarantine) {
    return "quarantined: nothing is decided since the event at offset "
        + quarantine.position()
        + ", which cannot be folded ("
        + quarantine.why()
        + "); who holds goes on, nobody is assigned; to skip that event: baton quarantine --lift "
        + state.cluster();
  }

  /** A binding of which it is known that it leads clients elsewhere, or not known where to. */
  private static Stream<String> warning(Placement placement) {
    String subject = placement.binding() + " of epoch " + placement.epoch();
    return switch (placement.result()) {
      case PLACED, REPAIRED, SUPERSEDED -> Stream.empty();
      case NOT_PLACED -> Stream.of(subject + " was not placed in time; it is tried on");
      case REFUSED -> Stream.of(subject + " is refused until somebody repairs it");
      case DRIFTED -> Stream.of(subject + " was changed by somebody else; it is being put right");
    };
  }

  private static List<String> warnings(ClusterState state, NodeView view) {
    List<String> warnings = new ArrayList<>();
    boolean slow =
        view.session().filter(s -> s.enforcement() == Enforcement.ADDRESS_LIFETIME).isPresent();
    if (slow) {
      warnings.add(
          view.id()
              + " has no nftables: its lease is enforced by address lifetimes, in whole seconds");
    }
    failure(view)
        .ifPresent(
            how ->
                warnings.add(
                    view.id() + how + ", or: baton resume " + state.cluster() + " " + view.id()));
    refusals(state, view)
        .forEach(
            refused ->
                warnings.add(
                    view.id() + " does not touch " + refused.vip() + ", which " + refused.why()));
    view.node().host().map(HostView::remarks).orElse(List.of()).stream()
        .map(remark -> view.id() + " " + remark)
        .forEach(warnings::add);
    if (view.node().refused().isPresent()) {
      warnings.add(
          "another installation speaks as "
              + view.id()
              + " and is refused; if the machine was replaced: baton rebind "
              + state.cluster()
              + " "
              + view.id());
    }
    return warnings;
  }

  /** What failed, and what follows. */
  private static Optional<String> failure(NodeView view) {
    Optional<Epoch> epoch = view.node().failedAt();
    if (view.node().failedTake().isEmpty()) {
      return epoch.map(
          at -> " failed to take epoch " + at + " and is left out until it turns healthy anew");
    }
    FailedTake failed = view.node().failedTake().orElseThrow();
    String next =
        epoch.isPresent() ? "; it is tried again soon" : "; it is chosen only if no other can";
    return Optional.of(
        " could not take the VIPs ("
            + failed.times()
            + (failed.times() == 1 ? " time" : " times in a row")
            + "): "
            + failed.why()
            + next
            + "; forgiven when it holds them, by a new definition, when it turns healthy anew");
  }

  /** Returns what the node's keeper refuses of the newest definition. */
  public static List<HostView.Refused> refusals(ClusterState state, NodeView view) {
    List<Vip> vips = state.definitions().latest().map(ClusterDefinition::vips).orElse(List.of());
    return view.node().host().map(HostView::refusals).orElse(List.of()).stream()
        .filter(refused -> vips.contains(refused.vip()))
        .toList();
  }

  private static final AssignmentState.Cases<String> PHASE =
      new AssignmentState.Cases<>() {
        @Override
        public String unassigned(AssignmentState.Unassigned assignment) {
          return "vacant";
        }

        @Override
        public String promoting(AssignmentState.Promoting assignment) {
          return "promoting";
        }

        @Override
        public String held(AssignmentState.Held assignment) {
          return assignment.confirmed() ? "held" : "acquiring";
        }

        @Override
        public String releasing(AssignmentState.Releasing assignment) {
          return "releasing";
        }

        @Override
        public String demoting(AssignmentState.Demoting assignment) {
          return "demoting";
        }

        @Override
        public String suspended(AssignmentState.Suspended assignment) {
          return "gapped";
        }
      };
}
