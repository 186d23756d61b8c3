package dev.baton.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.Command.Assign;
import dev.baton.model.command.Command.Dead;
import dev.baton.model.command.Command.Demote;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.command.Command.Promote;
import dev.baton.model.command.Command.Release;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The node is {@code a}. */
class PendingHookTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void picksWhatIsStillToBeRun(String story, List<Command> commands, Optional<HookKey> left) {
    PendingHook pending = new PendingHook(new NodeId("a"));
    for (int i = 0; i < commands.size(); i++) {
      Source source = new Source(0, new Position(i), 0);
      pending.take(new CommandRecord(Optional.of(new ClusterId("c")), source, commands.get(i)));
    }
    assertThat(pending.poll().map(HookOrder::key)).isEqualTo(left);
    assertThat(pending.poll()).isEmpty();
  }

  static Stream<Arguments> picksWhatIsStillToBeRun() {
    return Stream.of(
        row("nothing was asked for", Optional.empty()),
        row("promote", promoted(8, 0), promote("a", 8)),
        row("demote", demoted(7, 0), demote("a", 7)),
        row("somebody else's", Optional.empty(), promote("b", 8)),
        row("promote, over since", Optional.empty(), promote("a", 8), assign("a", 8)),
        row("promote, given up", Optional.empty(), promote("a", 8), promote("b", 8)),
        row("promote, overtaken", Optional.empty(), promote("a", 8), assign("b", 8)),
        row("promote, released since", Optional.empty(), promote("a", 8), release("a", 8)),
        row("promote again", promoted(8, 1), promote("a", 8), promote("a", 8)),
        row("demote late", demoted(7, 0), demote("a", 7), promote("b", 8), assign("b", 8)),
        row("demote later", demoted(7, 0), demote("a", 7), assign("b", 8), release("b", 8)),
        row("demote, holder again", Optional.empty(), demote("a", 7), assign("a", 8)),
        row("demote, then promote", promoted(8, 1), demote("a", 7), promote("a", 8)),
        row("a session died", promoted(8, 0), promote("a", 8), new Dead(session("b"))));
  }

  @Test
  void keepsTheOrdersTimeout() {
    PendingHook pending = new PendingHook(new NodeId("a"));
    pending.take(new CommandRecord(Optional.of(new ClusterId("c")), Source.NONE, promote("a", 1)));
    assertThat(pending.poll().map(HookOrder::timeout)).contains(TIMEOUT);
  }

  private static Arguments row(String story, Optional<HookKey> left, Command... commands) {
    return Arguments.of(story, List.of(commands), left);
  }

  private static Optional<HookKey> promoted(long epoch, long since) {
    return Optional.of(new HookKey(new Epoch(epoch), Hook.PROMOTE, new Position(since)));
  }

  private static Optional<HookKey> demoted(long epoch, long since) {
    return Optional.of(new HookKey(new Epoch(epoch), Hook.DEMOTE, new Position(since)));
  }

  private static Command promote(String node, long epoch) {
    return new Promote(new Epoch(epoch), new NodeId(node), TIMEOUT);
  }

  private static Command demote(String node, long epoch) {
    return new Demote(new Epoch(epoch), new NodeId(node), TIMEOUT);
  }

  private static Command release(String node, long epoch) {
    return new Release(new Epoch(epoch), new NodeId(node), session(node));
  }

  private static Command assign(String node, long epoch) {
    return new Assign(
        new Epoch(epoch), new NodeId(node), session(node), Ending.RELEASED, new Epoch(epoch - 1));
  }

  private static SessionId session(String node) {
    return new SessionId("s-" + node);
  }
}
