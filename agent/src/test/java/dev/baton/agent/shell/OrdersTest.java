package dev.baton.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.hook.HookOrder;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog.Bounds;
import dev.baton.log.EventLog.StartAt;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OrdersTest {

  private final Orders orders = new Orders(new ClusterId("c"), new NodeId("a"));

  @Test
  void readsFromTheFirstThatIsKeptWhenNothingIsFolded() {
    assertThat(Orders.startAt(new ClusterId("c"), List.of(), new Bounds(7, 9)))
        .isEqualTo(StartAt.offset(7));
  }

  @Test
  void knowsNothingOfWhatItHadBegunWithOnceItBeginsAnew() {
    orders.restore(List.of(), new Bounds(0, 0));
    orders.take(delivered(0, "c", 10, promote(8)));

    orders.restore(List.of(), new Bounds(1, 1));

    assertThat(orders.poll()).isEmpty();
    assertThat(orders.take(delivered(1, "c", 10, promote(8))))
        .isEqualTo(AgentWatch.Reception.TAKEN);
  }

  @Test
  void runsNothingBeforeAllThatStoodThereWasRead() {
    orders.restore(List.of(), new Bounds(0, 3));
    orders.take(delivered(0, "c", 10, promote(8)));
    assertThat(orders.poll()).isEmpty();
    orders.take(delivered(1, "c", 11, promote(8)));
    assertThat(orders.poll()).isEmpty();
    orders.take(tick(2));
    assertThat(orders.poll().map(HookOrder::key).map(key -> key.since()))
        .contains(new Position(11));
  }

  @Test
  void dropsWhatDerivesFromNothingLaterAndWhatIsOthers() {
    orders.restore(List.of(), new Bounds(0, 0));
    assertThat(orders.take(delivered(0, "c", 10, promote(8))))
        .isEqualTo(AgentWatch.Reception.TAKEN);
    assertThat(orders.poll()).isPresent();
    assertThat(orders.take(delivered(1, "c", 10, promote(8))))
        .isEqualTo(AgentWatch.Reception.REPEATED);
    assertThat(orders.take(delivered(2, "d", 11, promote(8))))
        .isEqualTo(AgentWatch.Reception.NOT_OURS);
    assertThat(orders.take(delivered(3, "c", 9, promote(9))))
        .isEqualTo(AgentWatch.Reception.REPEATED);
    assertThat(orders.take(tick(4))).isEqualTo(AgentWatch.Reception.NOT_OURS);
    assertThat(orders.poll()).isEmpty();
  }

  @Test
  void skipsWhatCannotBeDecoded() {
    orders.restore(List.of(), new Bounds(0, 2));
    orders.take(delivered(0, "c", 10, promote(8)));
    assertThat(
            orders.take(
                new Delivered.Undecodable<>("commands", 0, 1, Instant.EPOCH, "no such type")))
        .isEqualTo(AgentWatch.Reception.UNDECODABLE);
    assertThat(orders.poll()).isPresent();
  }

  @Test
  void aShorterLogDoesNotKeepItWaitingForWhatIsGone() {
    orders.restore(List.of(), new Bounds(0, 100));
    assertThat(orders.take(new Delivered.Truncated<>(50, 60)))
        .isEqualTo(AgentWatch.Reception.TRUNCATED);
    orders.take(delivered(50, "c", 10, promote(8)));
    assertThat(orders.poll()).isPresent();
  }

  private static Command promote(long epoch) {
    return new Command.Promote(new Epoch(epoch), new NodeId("a"), Duration.ofSeconds(1));
  }

  private static Delivered<CommandRecord> delivered(
      long offset, String cluster, long position, Command command) {
    Source source = new Source(0, new Position(position), 0);
    return decoded(offset, new CommandRecord(Optional.of(new ClusterId(cluster)), source, command));
  }

  private static Delivered<CommandRecord> tick(long offset) {
    Command tick = new Command.Tick(new ArbiterId("x"), 1, new Position(1));
    return decoded(
        offset, new CommandRecord(Optional.empty(), new Source(0, new Position(1), 0), tick));
  }

  private static Delivered<CommandRecord> decoded(long offset, CommandRecord order) {
    return new Delivered.Decoded<>(offset, Instant.EPOCH, OptionalInt.empty(), order);
  }
}
