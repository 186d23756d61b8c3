package dev.baton.compose.status;

import dev.baton.arbiter.view.Status;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.HostView;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import dev.baton.model.state.Ghost;
import dev.baton.model.state.HoldDown;
import dev.baton.model.state.Holdover;
import dev.baton.model.state.Move;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.NodeState.NodeHealth;
import dev.baton.model.state.Obstacle;
import dev.baton.model.state.Placement;
import dev.baton.model.state.Roster;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Succession;
import dev.baton.model.state.Successor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Scripted states. */
final class States {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");

  private States() {}

  static ClusterDefinition definition(long version) {
    return definition(version, FailoverPolicy.DEFAULT);
  }

  private static ClusterDefinition definition(long version, FailoverPolicy policy) {
    return new ClusterDefinition(
        new ClusterId("web"),
        version,
        List.of(new Member(B, 50), new Member(A, 100)),
        List.of(new Vip("10.20.0.10")),
        List.of(new Binding("arp", new TreeMap<>())),
        Timings.DEFAULT,
        policy,
        HookPlan.NONE);
  }

  static SessionState session(String id, NodeId node, Enforcement enforcement) {
    return new SessionState(
        new SessionId(id),
        node,
        new InstallId("i"),
        true,
        new Position(7),
        Duration.ofMillis(500),
        Epoch.NONE,
        1,
        enforcement,
        false,
        0);
  }

  /** Node a holds, b is ready; nothing to complain of. */
  static ClusterState calm() {
    return calm(new ClusterId("web"));
  }

  /** The same of another cluster, with the same VIPs. */
  static ClusterState calm(ClusterId cluster) {
    return calm(cluster, NodeState.unknown(A));
  }

  /** The same, but that the keeper of a has something to remark. */
  static ClusterState remarked(String remark) {
    HostView view = new HostView(List.of(), List.of(), 1, List.of(remark));
    return calm(new ClusterId("web"), NodeState.unknown(A).withHost(view));
  }

  /** The same, but that a hears the others at those addresses. */
  static ClusterState hearing(MemberAddress... addresses) {
    SessionState s1 =
        new SessionState(
            new SessionId("s1"),
            A,
            new InstallId("i"),
            true,
            new Position(7),
            Duration.ofMillis(500),
            Epoch.NONE,
            1,
            Enforcement.NFTABLES,
            false,
            0,
            0,
            List.of(addresses),
            Optional.empty(),
            Optional.empty());
    return calm(new ClusterId("web"), NodeState.unknown(A), s1);
  }

  private static ClusterState calm(ClusterId cluster, NodeState holder) {
    return calm(cluster, holder, session("s1", A, Enforcement.NFTABLES));
  }

  private static ClusterState calm(ClusterId cluster, NodeState holder, SessionState s1) {
    NodeState a = holder.withHealth(NodeHealth.HEALTHY, new Position(5), List.of());
    NodeState b = NodeState.unknown(B).withHealth(NodeHealth.HEALTHY, new Position(6), List.of());
    return state(
        cluster,
        new Definitions(Optional.of(definition(1)), Optional.empty(), new TreeSet<>(), false),
        new AssignmentState.Held(A, new SessionId("s1"), true),
        Map.of("s1", s1, "s2", session("s2", B, Enforcement.NFTABLES)),
        List.of(a, b));
  }

  /** Everything that can be worth a warning at once. */
  static ClusterState troubled() {
    NodeState a =
        NodeState.unknown(A)
            .withHealth(
                NodeHealth.UNHEALTHY,
                new Position(5),
                List.of(
                    new ProbeReport("page", "http", ProbeStatus.FAILING, "connection refused"),
                    new ProbeReport("link", "interface", ProbeStatus.PASSING, "carrier")))
            .withRefused(new InstallId("clone"));
    NodeState b = NodeState.unknown(B).withStandby(true).withFailedAt(Optional.of(new Epoch(4)));
    ClusterState calm =
        state(
            new ClusterId("web"),
            new Definitions(
                Optional.of(definition(1)),
                Optional.of(definition(2)),
                new TreeSet<>(List.of(A)),
                false),
            new AssignmentState.Held(A, new SessionId("s1"), true),
            Map.of("s1", session("s1", A, Enforcement.ADDRESS_LIFETIME)),
            List.of(a, b));
    return new ClusterState(
        calm.cluster(),
        calm.folded(),
        calm.logTime(),
        calm.definitions(),
        calm.epoch(),
        calm.assignment(),
        calm.lastHolder(),
        calm.move(),
        calm.sessions(),
        calm.deadSessions(),
        calm.nodes(),
        true,
        new HoldDown(List.of(NOW, NOW), true),
        Optional.empty(),
        0,
        0,
        false,
        Position.NONE,
        Optional.of(Obstacle.MAINTENANCE),
        placements(),
        calm.succession(),
        calm.holdover(),
        Optional.empty());
  }

  private static SortedMap<Integer, Placement> placements() {
    SortedMap<Integer, Placement> all = new TreeMap<>();
    put(all, 1, "aws-route", OutcomeResult.PLACED, "");
    put(all, 2, "aws-eip", OutcomeResult.NOT_PLACED, "throttled");
    put(all, 3, "aws-route53", OutcomeResult.DRIFTED, "");
    return all;
  }

  private static void put(
      SortedMap<Integer, Placement> all,
      int index,
      String binding,
      OutcomeResult result,
      String why) {
    Epoch epoch = new Epoch(index == 2 ? 2 : 3);
    all.put(
        index, new Placement(index, binding, epoch, A, result, why, Duration.ofMillis(750), NOW));
  }

  private static ClusterState state(
      ClusterId cluster,
      Definitions definitions,
      AssignmentState assignment,
      Map<String, SessionState> sessions,
      List<NodeState> nodes) {
    TreeMap<SessionId, SessionState> byId = new TreeMap<>();
    sessions.values().forEach(session -> byId.put(session.session(), session));
    TreeMap<NodeId, NodeState> byName = new TreeMap<>();
    nodes.forEach(node -> byName.put(node.node(), node));
    return new ClusterState(
        cluster,
        new Position(9),
        NOW,
        definitions,
        new Epoch(3),
        assignment,
        Optional.of(A),
        Optional.of(
            new Move(
                MoveReason.SWITCHOVER,
                new Position(2),
                NOW.minusSeconds(60),
                Optional.of(B),
                Optional.of(A),
                Optional.of("r1"),
                Optional.empty())),
        byId,
        List.of(),
        byName,
        false,
        HoldDown.CLEAR,
        Optional.empty(),
        0,
        0,
        false,
        Position.NONE,
        Optional.empty(),
        new TreeMap<>(),
        new Succession(new Epoch(3), Optional.empty(), Optional.empty()),
        Holdover.NONE,
        Optional.empty());
  }

  /** A calm cluster with a standing successor. */
  static ClusterState withSuccessor(Successor successor) {
    ClusterState calm = calm();
    return with(calm, calm.sessions(), calm.succession().named(successor), calm.holdover());
  }

  /** A calm cluster whose holder keeps the VIPs in silence. */
  static ClusterState keeping() {
    FailoverPolicy keeping = FailoverPolicy.DEFAULT.keeping();
    return calm().withDefinitions(Definitions.NONE.withInForce(definition(1, keeping)));
  }

  /** A calm cluster whose holder asks nobody, and in which b may still hold an earlier epoch. */
  static ClusterState holdingOn() {
    Asks alone = new Asks(List.of(), Duration.ofSeconds(30));
    TreeMap<SessionId, SessionState> sessions = new TreeMap<>();
    calm()
        .sessions()
        .values()
        .forEach(
            each ->
                sessions.put(
                    each.session(),
                    each.node().equals(A)
                        ? each.withRoster(Optional.of(new Roster(7, alone)))
                        : each));
    Ghost.Holder before = new Ghost.Holder(B, new SessionId("s0"), new InstallId("i"));
    Asks some = new Asks(List.of(A), Duration.ofMinutes(2));
    List<Ghost> ghosts =
        List.of(
            new Ghost(new Epoch(2), Optional.of(before), some),
            new Ghost(new Epoch(1), Optional.empty(), alone));
    return with(calm(), sessions, calm().succession(), new Holdover(ghosts, 2));
  }

  private static ClusterState with(
      ClusterState calm,
      SortedMap<SessionId, SessionState> sessions,
      Succession succession,
      Holdover holdover) {
    return new ClusterState(
        calm.cluster(),
        calm.folded(),
        calm.logTime(),
        calm.definitions(),
        calm.epoch(),
        calm.assignment(),
        calm.lastHolder(),
        calm.move(),
        sessions,
        calm.deadSessions(),
        calm.nodes(),
        calm.maintenance(),
        calm.holdDown(),
        calm.failbackTo(),
        calm.failbackVersion(),
        calm.logLosses(),
        calm.demoted(),
        calm.settling(),
        calm.obstacle(),
        calm.placements(),
        succession,
        holdover,
        calm.quarantine());
  }

  static Status status(ClusterState state) {
    return new Status(
        NOW,
        List.of(state),
        List.of(
            new Status.Arbiter(
                0, new ArbiterId("x1"), Status.Role.LEADER, 4, Duration.ofMillis(80), 2),
            new Status.Arbiter(
                0, new ArbiterId("x2"), Status.Role.STANDBY, 0, Duration.ofSeconds(13), 0)));
  }
}
