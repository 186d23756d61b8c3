package dev.baton.arbiter.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.ForwardingLog;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.command.Command.Release;
import dev.baton.model.command.Command.Tick;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LiveStatusTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ArbiterId LEADER = new ArbiterId("x1");
  private static final ArbiterId STANDBY = new ArbiterId("x2");
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> clock = new AtomicReference<>(BEGAN);
  private final InMemoryEventLog log = new InMemoryEventLog(1, clock::get);
  private long beats;

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void tellsHowFarTheLeaderIsBehindWhateverArrivesFirst() {
    events(5, 0);
    tick(1, 1_000);
    events(2, 1_500);

    assertThat(lag(log)).as("what it had left when it ticked").isEqualTo(3);
    assertThat(lag(new EventsLast(log))).as("the same").isEqualTo(3);
  }

  @Test
  void tellsHowFarALeaderIsBehindThatTicksNoMore() {
    events(5, 0);
    tick(1, 1_000);
    events(2, 1_500);
    events(1, 5_000);

    assertThat(lag(log)).as("all that came since").isEqualTo(6);
    assertThat(lag(new EventsLast(log))).as("the same").isEqualTo(6);
  }

  /** One that took over from afar writes what was owed, and ticks when it is near the end. */
  @Test
  void findsTheLeaderAlsoWhereItHasWrittenThousandsOfCommandsSinceItTicked() {
    events(5, 0);
    tick(1, 1_000);
    for (int number = 0; number < 5_000; number++) {
      var unused = log.write(0, command(number));
    }
    events(1, 5_000);

    assertThat(lag(log)).isEqualTo(4);
  }

  @Test
  void tellsNothingOfALeaderThatIsNotThere() {
    events(5, 0);

    try (LiveStatus live = LiveStatus.open(log, Optional.empty(), PATIENCE)) {
      live.catchUp(PATIENCE);
      assertThat(live.status(BEGAN).arbiters())
          .extracting(Status.Arbiter::role)
          .containsExactly(Status.Role.STANDBY);
    }
  }

  private void events(int count, long atMs) {
    clock.set(BEGAN.plusMillis(atMs));
    for (int number = 0; number < count; number++) {
      var unused =
          log.appendToPartition(0, new Fact.Beat(STANDBY, beats++))
              .toCompletableFuture()
              .orTimeout(2, TimeUnit.MINUTES)
              .join();
    }
  }

  private void tick(long foldedUpTo, long atMs) {
    clock.set(BEGAN.plusMillis(atMs));
    Position folded = new Position(foldedUpTo);
    var unused =
        log.write(
                0,
                new CommandRecord(
                    Optional.empty(), new Source(0, folded, 0), new Tick(LEADER, 1, folded)))
            .toCompletableFuture()
            .orTimeout(2, TimeUnit.MINUTES)
            .join();
  }

  private static CommandRecord command(int number) {
    return new CommandRecord(
        Optional.of(new ClusterId("web")),
        new Source(0, new Position(1), number),
        new Release(new Epoch(1), new NodeId("a"), new SessionId("s-a")));
  }

  private static long lag(EventLog log) {
    try (LiveStatus live = LiveStatus.open(log, Optional.empty(), PATIENCE)) {
      live.catchUp(PATIENCE);
      return live.status(BEGAN).arbiters().stream()
          .filter(arbiter -> arbiter.role() == Status.Role.LEADER)
          .findFirst()
          .orElseThrow()
          .lag();
    }
  }

  /** Delivers no event before all commands. */
  private static final class EventsLast extends ForwardingLog {
    private final AtomicReference<Optional<Reader>> commands =
        new AtomicReference<>(Optional.empty());

    EventsLast(EventLog log) {
      super(log);
    }

    @Override
    public Reader readCommands(
        int partition, StartAt from, Consumer<Delivered<CommandRecord>> sink) {
      Reader reader = super.readCommands(partition, from, sink);
      commands.set(Optional.of(reader));
      return reader;
    }

    @Override
    public Reader readEvents(int partition, StartAt from, Consumer<Delivered<FactRecord>> sink) {
      return super.readEvents(
          partition,
          from,
          delivered -> {
            await()
                .atMost(PATIENCE)
                .until(() -> commands.get().filter(Reader::caughtUp).isPresent());
            sink.accept(delivered);
          });
    }
  }
}
