package dev.baton.codec;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.command.Command;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import dev.baton.model.state.FailedTake;
import dev.baton.model.state.Ghost;
import dev.baton.model.state.HoldDown;
import dev.baton.model.state.Holdover;
import dev.baton.model.state.Move;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.NodeState;
import dev.baton.model.state.Obstacle;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Placement;
import dev.baton.model.state.Quarantine;
import dev.baton.model.state.Roster;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Snapshot;
import dev.baton.model.state.Succession;
import dev.baton.model.state.Successor;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Draws snapshots. */
final class DrawState {

  private final Draw draw;
  private final DrawModel model;

  DrawState(Draw draw) {
    this.draw = draw;
    this.model = new DrawModel(draw);
  }

  Snapshot snapshot() {
    PartitionState partition =
        new PartitionState(model.position(), draw.natural(), draw.within(1, 1_000));
    OptionalInt leaderEpoch =
        draw.flag() ? OptionalInt.of(draw.within(0, 1_000_000)) : OptionalInt.empty();
    return new Snapshot(state(model.cluster()), partition, draw.natural(), leaderEpoch);
  }

  private ClusterState state(ClusterId cluster) {
    return new ClusterState(
        cluster,
        model.position(),
        draw.instant(),
        definitions(cluster),
        model.epoch(),
        assignment(),
        draw.maybe(model::node),
        draw.maybe(this::move),
        sessions(),
        draw.list(64, model::session),
        nodes(),
        draw.flag(),
        new HoldDown(draw.list(10, draw::instant), draw.flag()),
        draw.maybe(model::node),
        draw.natural(),
        draw.natural(),
        draw.flag(),
        model.position(),
        draw.maybe(() -> draw.one(Obstacle.values())),
        placements(),
        succession(),
        holdover(),
        draw.maybe(() -> new Quarantine(model.position(), draw.text())));
  }

  private Succession succession() {
    return new Succession(
        model.epoch(),
        draw.maybe(this::successor),
        draw.maybe(() -> new Succession.Rest(model.node(), draw.instant())));
  }

  private Holdover holdover() {
    return new Holdover(draw.list(2, this::ghost), draw.natural());
  }

  private Ghost ghost() {
    return new Ghost(
        model.epoch(),
        draw.maybe(() -> new Ghost.Holder(model.node(), model.session(), model.install())),
        model.asks());
  }

  private Successor successor() {
    Epoch after = new Epoch(draw.within(0, 1_000_000));
    return new Successor(
        after.next(),
        after,
        model.node(),
        model.session(),
        draw.instant(),
        draw.natural(),
        draw.flag());
  }

  private SortedMap<Integer, Placement> placements() {
    SortedMap<Integer, Placement> all = new TreeMap<>();
    draw.list(8, this::placement).forEach(placement -> all.put(placement.index(), placement));
    return all;
  }

  private Placement placement() {
    return new Placement(
        draw.within(0, 7),
        draw.name(),
        model.epoch(),
        model.node(),
        draw.one(OutcomeResult.values()),
        draw.text(),
        draw.duration(),
        draw.instant());
  }

  private Definitions definitions(ClusterId cluster) {
    return new Definitions(
        draw.maybe(() -> model.definition(cluster)),
        draw.maybe(() -> model.definition(cluster)),
        draw.maybe(this::replaced),
        new TreeSet<>(draw.list(16, model::node)),
        draw.flag(),
        draw.flag(),
        draw.natural());
  }

  private Definitions.Replaced replaced() {
    return new Definitions.Replaced(new TreeSet<>(draw.list(16, model::node)), draw.duration());
  }

  private AssignmentState assignment() {
    Command.Ending ended = draw.one(Command.Ending.values());
    return switch (draw.below(6)) {
      case 0 -> new AssignmentState.Unassigned(ended);
      case 1 ->
          new AssignmentState.Promoting(model.node(), model.session(), ended, model.position());
      case 2 -> new AssignmentState.Held(model.node(), model.session(), draw.flag());
      case 3 -> new AssignmentState.Releasing(model.node(), model.session(), draw.flag());
      case 4 -> new AssignmentState.Demoting(model.node(), ended, model.position());
      default ->
          new AssignmentState.Suspended(
              draw.natural(),
              draw.maybe(model::session),
              draw.maybe(() -> draw.within(Duration.ZERO, Duration.ofSeconds(60))));
    };
  }

  private Move move() {
    return new Move(
        draw.one(MoveReason.values()),
        model.position(),
        draw.instant(),
        draw.maybe(model::node),
        draw.maybe(model::node),
        draw.maybe(draw::text),
        draw.maybe(model::epoch));
  }

  private SortedMap<SessionId, SessionState> sessions() {
    SortedMap<SessionId, SessionState> all = new TreeMap<>();
    draw.list(8, this::session).forEach(session -> all.put(session.session(), session));
    return all;
  }

  private SessionState session() {
    return new SessionState(
        model.session(),
        model.node(),
        model.install(),
        draw.flag(),
        model.position(),
        draw.within(Duration.ofMillis(1), Duration.ofSeconds(60)),
        model.epoch(),
        draw.natural(),
        draw.one(Enforcement.values()),
        draw.flag(),
        draw.within(0, 1_000),
        draw.natural(),
        draw.list(2, model::memberAddress),
        draw.maybe(draw::text),
        draw.maybe(() -> new Roster(draw.natural(), model.asks())));
  }

  private SortedMap<NodeId, NodeState> nodes() {
    SortedMap<NodeId, NodeState> all = new TreeMap<>();
    draw.list(8, this::node).forEach(node -> all.put(node.node(), node));
    return all;
  }

  private NodeState node() {
    return new NodeState(
        model.node(),
        draw.maybe(model::install),
        draw.one(NodeState.NodeHealth.values()),
        new Position(draw.natural()),
        draw.list(8, model::probe),
        draw.flag(),
        draw.maybe(model::epoch),
        draw.maybe(model::install),
        draw.maybe(() -> new FailedTake(draw.within(1, 1_000_000), draw.text())),
        draw.maybe(model::hostView));
  }
}
