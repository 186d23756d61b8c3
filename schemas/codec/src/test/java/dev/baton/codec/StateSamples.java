package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Asks;
import dev.baton.model.fact.Enforcement;
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
import dev.baton.model.state.Obstacle;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Placement;
import dev.baton.model.state.Roster;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Snapshot;
import dev.baton.model.state.Succession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The frozen values of the audit and state topics. */
final class StateSamples {

  /** Where the frozen orders and the audit line derive from. */
  static final Source SOURCE = new Source(0, new Position(1205), 1);

  private static final Instant MOMENT = Instant.parse("2026-03-01T12:00:00.125Z");

  private StateSamples() {}

  static AuditEntry audit() {
    return new AuditEntry(
        Optional.of(Samples.CLUSTER),
        SOURCE,
        MOMENT,
        AuditEntry.Kind.DECISION,
        "policy.holder-unhealthy",
        Optional.of(new Epoch(4)),
        Optional.of(Samples.NODE),
        "node-b takes over from node-a, whose service is not healthy",
        List.of(
            new AuditEntry.Alternative(
                new NodeId("node-b"), true, AuditEntry.Eligibility.ELIGIBLE, 50),
            new AuditEntry.Alternative(Samples.NODE, false, AuditEntry.Eligibility.UNHEALTHY, 100)),
        new TreeMap<>(Map.of("probe", "db-port")));
  }

  /** The name of the text that shows most. */
  static final String FULLEST = StateCodec.TYPE + ".holdover";

  /** Returns what the frozen texts of snapshots say, by the texts' names: each is read for ever. */
  static SortedMap<String, Snapshot> snapshots() {
    return new TreeMap<>(
        Map.of(
            StateCodec.TYPE,
            snapshot(),
            StateCodec.TYPE + ".placements",
            withPlacements(),
            StateCodec.TYPE + ".leader-epoch",
            withLeaderEpoch(),
            StateCodec.TYPE + ".unreported",
            ofUnreportedMove(),
            FULLEST,
            withHoldover()));
  }

  static Snapshot snapshot() {
    return snapshot(new TreeMap<>());
  }

  private static Snapshot withPlacements() {
    Placement placement =
        new Placement(
            1,
            "aws-route",
            new Epoch(4),
            Samples.NODE,
            OutcomeResult.PLACED,
            "",
            Duration.ofMillis(750),
            MOMENT);
    return snapshot(new TreeMap<>(Map.of(1, placement)));
  }

  private static Snapshot withLeaderEpoch() {
    Snapshot earlier = snapshot();
    return new Snapshot(
        earlier.state(), earlier.partition(), earlier.commandsUpTo(), OptionalInt.of(7));
  }

  private static Snapshot ofUnreportedMove() {
    Snapshot earlier = withLeaderEpoch();
    return new Snapshot(
        state(new TreeMap<>(), Optional.of(new Epoch(3)), Holdover.NONE),
        earlier.partition(),
        earlier.commandsUpTo(),
        earlier.leaderEpoch());
  }

  private static Snapshot withHoldover() {
    Ghost known =
        new Ghost(
            new Epoch(3),
            Optional.of(
                new Ghost.Holder(Samples.OTHER, new SessionId("s-05d2"), new InstallId("i-77e0"))),
            new Asks(List.of(), Duration.ofSeconds(30)));
    Ghost unknown =
        new Ghost(
            new Epoch(2), Optional.empty(), new Asks(List.of(Samples.NODE), Timings.MOST_HOLDOVER));
    Holdover holdover = new Holdover(List.of(known, unknown), 2);
    return new Snapshot(
        state(new TreeMap<>(), Optional.empty(), holdover),
        new PartitionState(new Position(1205), 0, 3),
        310,
        OptionalInt.of(7));
  }

  private static Snapshot snapshot(SortedMap<Integer, Placement> placements) {
    return new Snapshot(
        state(placements, Optional.empty(), Holdover.NONE),
        new PartitionState(new Position(1205), 0, 1),
        310);
  }

  private static ClusterState state(
      SortedMap<Integer, Placement> placements, Optional<Epoch> unreported, Holdover holdover) {
    return new ClusterState(
        Samples.CLUSTER,
        new Position(1205),
        MOMENT,
        new Definitions(
            Optional.of(Samples.definition()), Optional.empty(), new TreeSet<>(), false),
        new Epoch(4),
        new AssignmentState.Held(Samples.NODE, Samples.SESSION, true),
        Optional.of(Samples.NODE),
        Optional.of(
            new Move(
                MoveReason.SESSION_EXPIRED,
                new Position(1190),
                MOMENT,
                Optional.of(Samples.OTHER),
                Optional.empty(),
                Optional.empty(),
                unreported)),
        new TreeMap<>(Map.of(Samples.SESSION, session(holdover))),
        List.of(new SessionId("s-05d2")),
        new TreeMap<>(Map.of(Samples.NODE, node())),
        false,
        new HoldDown(List.of(MOMENT), false),
        Optional.empty(),
        1,
        0,
        false,
        Position.NONE,
        Optional.of(Obstacle.NOBODY_ELIGIBLE),
        placements,
        new Succession(new Epoch(4), Optional.empty(), Optional.empty()),
        holdover,
        Optional.empty());
  }

  private static SessionState session(Holdover holdover) {
    Roster roster = new Roster(1200, new Asks(List.of(Samples.OTHER), Duration.ofMinutes(2)));
    return session()
        .withRoster(Optional.of(roster).filter(asked -> !holdover.equals(Holdover.NONE)));
  }

  private static SessionState session() {
    return new SessionState(
        Samples.SESSION,
        Samples.NODE,
        new InstallId("i-91bc"),
        true,
        new Position(1203),
        Duration.ofMillis(500),
        new Epoch(4),
        2,
        Enforcement.NFTABLES,
        false,
        0);
  }

  private static NodeState node() {
    return new NodeState(
        Samples.NODE,
        Optional.of(new InstallId("i-91bc")),
        NodeState.NodeHealth.HEALTHY,
        new Position(1201),
        List.of(new ProbeReport("db-port", "tcp", ProbeStatus.PASSING, "connected in 2 ms")),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the order of a frozen command. */
  static CommandRecord order(Command command) {
    boolean tick = command instanceof Command.Tick;
    return new CommandRecord(
        tick ? Optional.empty() : Optional.of(Samples.CLUSTER), SOURCE, command);
  }
}
