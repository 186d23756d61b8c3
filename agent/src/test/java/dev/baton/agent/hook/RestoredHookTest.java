package dev.baton.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Vip;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Hook;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The node is {@code a}, the present epoch 7. */
class RestoredHookTest {

  private static final Duration DEMOTE_MOST = Duration.ofSeconds(3);
  private static final Duration PROMOTE_MOST = Duration.ofSeconds(4);
  private static final Position SINCE = new Position(40);

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsTheScriptThatTheFoldedStateSaysIsUnderway(
      String story, AssignmentState assignment, boolean demoted, Optional<HookOrder> expected) {
    PendingHook pending = new PendingHook(new NodeId("a"));
    pending.restore(snapshot(assignment, demoted));
    assertThat(pending.poll()).isEqualTo(expected);
  }

  static Stream<Arguments> findsTheScriptThatTheFoldedStateSaysIsUnderway() {
    return Stream.of(
        row("promoting here", promoting("a"), false, Optional.of(promote())),
        row("promoting there", promoting("b"), false, Optional.empty()),
        row("demoting here", demoting("a"), true, Optional.of(demote(SINCE))),
        row("demoting there", demoting("b"), true, Optional.empty()),
        row("waited out, told to demote", promoting("b"), true, Optional.of(demote(Position.NONE))),
        row("vacant, told to demote", unassigned(), true, Optional.of(demote(Position.NONE))),
        row("vacant", unassigned(), false, Optional.empty()),
        row("held", held(), false, Optional.empty()));
  }

  private static Arguments row(
      String story, AssignmentState assignment, boolean demoted, Optional<HookOrder> expected) {
    return Arguments.of(story, assignment, demoted, expected);
  }

  private static HookOrder promote() {
    return new HookOrder(new HookKey(new Epoch(8), Hook.PROMOTE, SINCE), PROMOTE_MOST);
  }

  private static HookOrder demote(Position since) {
    return new HookOrder(new HookKey(new Epoch(7), Hook.DEMOTE, since), DEMOTE_MOST);
  }

  private static AssignmentState promoting(String node) {
    return new AssignmentState.Promoting(
        new NodeId(node), new SessionId("s"), Ending.EXPIRED, SINCE);
  }

  private static AssignmentState demoting(String node) {
    return new AssignmentState.Demoting(new NodeId(node), Ending.RELEASED, SINCE);
  }

  private static AssignmentState unassigned() {
    return new AssignmentState.Unassigned(Ending.EXPIRED);
  }

  private static AssignmentState held() {
    return new AssignmentState.Held(new NodeId("a"), new SessionId("s"), true);
  }

  private static Snapshot snapshot(AssignmentState assignment, boolean demoted) {
    ClusterState empty = ClusterState.empty(new ClusterId("c"));
    ClusterState state =
        new ClusterState(
            empty.cluster(),
            new Position(45),
            empty.logTime(),
            new Definitions(Optional.of(definition()), Optional.empty(), new TreeSet<>(), false),
            new Epoch(7),
            assignment,
            Optional.of(new NodeId("a")),
            Optional.empty(),
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(),
            false,
            empty.holdDown(),
            Optional.empty(),
            0,
            0,
            demoted,
            Position.NONE,
            Optional.empty(),
            new TreeMap<>(),
            empty.succession(),
            empty.holdover(),
            Optional.empty());
    return new Snapshot(
        state, new PartitionState(new Position(45), 0, PartitionState.FIRST_RULES), 12);
  }

  private static ClusterDefinition definition() {
    return new ClusterDefinition(
        new ClusterId("c"),
        1,
        List.of(new Member(new NodeId("a"), 100), new Member(new NodeId("b"), 100)),
        List.of(new Vip("10.20.0.10")),
        List.of(new Binding("arp", new TreeMap<>())),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        new HookPlan(Optional.of(DEMOTE_MOST), Optional.of(PROMOTE_MOST)));
  }
}
