package dev.baton.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.baton.log.EventLog.StartAt;
import dev.baton.log.contract.Collected;
import dev.baton.log.memory.FailingLog;
import dev.baton.log.memory.Fault;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tail does when the log fails under it. */
class TailTest {
  private static final ClusterId CLUSTER = new ClusterId("db");
  private static final Duration SOON = Duration.ofMillis(1);

  private final InMemoryEventLog memory = new InMemoryEventLog(1);
  private final InMemoryEventLog client = memory.another();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Retry retry = Retry.until("a test", stop);
  private final Collected<FactRecord> events = new Collected<>();
  private final Collected<CommandRecord> commands = new Collected<>();

  @AfterEach
  void end() {
    stop.countDown();
    client.close();
    memory.close();
  }

  @Test
  void triesUntilTheLogAnswersAndReadsThenWhatStandsThere() {
    append(0, 3);
    commit(0);
    client.setFault(Fault.CUT_OFF);
    CompletableFuture<List<Snapshot>> following = followed(client);
    Collected.awaitUntil(() -> retry.trouble().isPresent());
    commit(1);
    append(3, 5);
    assertThat(events.await(0)).isEmpty();

    client.setFault(Fault.NONE);

    assertThat(following).succeedsWithin(Collected.PATIENCE).isEqualTo(List.of(snapshot(1)));
    assertThat(events.awaitValues(3))
        .extracting(FactRecord::fact)
        .containsExactly(fact(2), fact(3), fact(4));
    assertThat(retry.trouble()).isEmpty();
  }

  /** Each call fails once, or several do, the last ones when a reader has begun. */
  @ParameterizedTest
  @ValueSource(
      strings = {"STATE", "BOUNDS", "EVENTS", "COMMANDS", "COMMANDS COMMANDS EVENTS BOUNDS STATE"})
  void skipsAndDoublesNothingWhateverFailsOnTheWay(String calls) throws InterruptedException {
    append(0, 6);
    write(0, 4);
    commit(1);
    FailingLog log = new FailingLog(client);
    for (String call : calls.split(" ", -1)) {
      log.fail(FailingLog.Call.valueOf(call), 1);
    }

    try (Tail.Following<List<Snapshot>> tail =
        new Tail(log, 0, retry).follow(this::plan).orElseThrow()) {
      append(6, 8);
      write(4, 5);
      events.awaitValues(6);
      commands.awaitValues(5);
      Collected.awaitUntil(tail::caughtUp);
    }

    assertThat(events.await(0))
        .extracting(Delivered::offset)
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(commands.await(0)).extracting(Delivered::offset).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(log.hasFailed()).isTrue();
    assertThat(log.openReaders()).as("readers that were left open").isZero();
  }

  @Test
  void waitsForATopicThatIsMissing() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    EventLog lacking =
        new ForwardingLog(client) {
          @Override
          public Bounds bounds(Topic topic, int partition) {
            if (asked.incrementAndGet() <= 2) {
              throw new LogMissingException("no topic", new IllegalStateException());
            }
            return super.bounds(topic, partition);
          }
        };

    try (Tail.Following<List<Snapshot>> tail =
        new Tail(lacking, 0, retry).follow(this::plan).orElseThrow()) {
      assertThat(tail.state()).isEmpty();
    }
  }

  @Test
  void stopsWhileTheLogDoesNotAnswer() {
    client.setFault(Fault.CUT_OFF);
    CompletableFuture<Boolean> empty =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new Tail(client, 0, retry).follow(this::plan).isEmpty();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Collected.awaitUntil(() -> retry.trouble().isPresent());

    stop.countDown();

    assertThat(empty).succeedsWithin(Collected.PATIENCE).isEqualTo(true);
  }

  @Test
  void tellsWhoeverWaitsWhatTheLogDidNotAnswer() {
    client.setFault(Fault.CUT_OFF);

    assertThatExceptionOfType(LogUnavailableException.class)
        .isThrownBy(() -> Tail.within(client, 0, SOON, this::plan))
        .withMessageContaining("cannot read the state of partition 0");
  }

  @Test
  void tellsWhoeverWaitsThatItWasInterrupted() {
    client.setFault(Fault.CUT_OFF);
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(LogUnavailableException.class)
        .isThrownBy(() -> Tail.within(client, 0, Collected.PATIENCE, this::plan))
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void passesOnWhatIsNotTheLogsDoing() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                new Tail(client, 0, retry)
                    .follow(
                        start -> {
                          throw new IllegalStateException("broken");
                        }))
        .withMessage("broken");
  }

  /** Bounds from before a snapshot would make what it tells of look lost. */
  @Test
  void refusesToReadTheSnapshotsAfterTheBounds() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Tail.within(
                    client,
                    0,
                    Collected.PATIENCE,
                    start -> {
                      var unused = start.bounds(Topic.EVENTS);
                      return start.snapshots();
                    }))
        .withMessageStartingWith("the snapshots are read before the bounds");
  }

  private List<Snapshot> plan(Tail.Start start) {
    long folded =
        start.snapshots().stream()
            .mapToLong(each -> each.partition().folded().offset())
            .max()
            .orElse(-1);
    var unused = start.events(StartAt.offset(folded + 1), events);
    var unusedToo = start.commands(StartAt.BEGINNING, commands);
    return start.snapshots();
  }

  private CompletableFuture<List<Snapshot>> followed(EventLog log) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new Tail(log, 0, retry).follow(this::plan).orElseThrow().state();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void append(int from, int to) {
    for (int i = from; i < to; i++) {
      await(memory.append(CLUSTER, fact(i)));
    }
  }

  private void write(int from, int to) {
    for (int i = from; i < to; i++) {
      Command tick = new Command.Tick(new ArbiterId("x"), i, Position.NONE);
      await(
          memory.write(
              0, new CommandRecord(Optional.empty(), new Source(0, new Position(i), 0), tick)));
    }
  }

  private void commit(long folded) {
    try (EventLog.AuditWriter writer = memory.auditWriter(0)) {
      writer.claim();
      writer.commit(List.of(), List.of(snapshot(folded)));
    }
  }

  private static void await(CompletionStage<Position> appended) {
    var unused = appended.toCompletableFuture().orTimeout(2, TimeUnit.MINUTES).join();
  }

  private static Snapshot snapshot(long folded) {
    return new Snapshot(
        ClusterState.empty(CLUSTER),
        new PartitionState(new Position(folded), 0, PartitionState.FIRST_RULES),
        0);
  }

  private static Fact fact(long number) {
    return new Fact.Timer("test", number);
  }
}
