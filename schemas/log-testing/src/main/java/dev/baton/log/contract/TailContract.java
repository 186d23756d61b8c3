package dev.baton.log.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.Tail;
import dev.baton.log.Topic;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Snapshot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link Tail} promises over every {@link EventLog}; a subclass brings the log. */
public abstract class TailContract extends ReadingContract {

  private final Collected<FactRecord> sink = new Collected<>();

  @Test
  void goesOnFromTheNewestSnapshot() {
    appendTimers(5);
    commit(snapshot(CLUSTER, 1));
    commit(snapshot(CLUSTER, 2));

    try (Tail.Following<List<Snapshot>> tail = follow()) {
      assertThat(tail.state()).containsExactly(snapshot(CLUSTER, 2));
      assertThat(sink.awaitValues(2))
          .extracting(FactRecord::fact)
          .containsExactly(timer(3), timer(4));
      Collected.awaitUntil(tail::caughtUp);
    }
  }

  @Test
  void handsOverEachRecordOnceHoweverManyAreAppendedMeanwhile() throws Exception {
    int count = 300;
    CountDownLatch begun = new CountDownLatch(1);
    EventLog other = client();
    CompletableFuture<Void> appending =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < count; i++) {
                await(other.append(CLUSTER, timer(i)));
                begun.countDown();
              }
            });
    assertThat(begun.await(Collected.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    commit(snapshot(CLUSTER, 0));

    try (Tail.Following<List<Snapshot>> tail = follow()) {
      assertThat(sink.awaitValues(count - 1))
          .extracting(FactRecord::position)
          .containsExactlyElementsOf(LongStream.range(1, count).mapToObj(Position::new).toList());
      assertThat(tail.state()).hasSize(1);
    }
    assertThat(appending).succeedsWithin(Collected.PATIENCE);
  }

  @Test
  void beginsAtWhatIsKeptWhichTheBoundsTell() {
    appendTimers(5);
    discardBefore(Topic.EVENTS, home, 2);

    try (Tail.Following<EventLog.Bounds> tail =
        Tail.within(
            log,
            home,
            Collected.PATIENCE,
            start -> {
              var unused = start.events(StartAt.BEGINNING, sink);
              return start.bounds(Topic.EVENTS);
            })) {
      assertThat(tail.state()).isEqualTo(new EventLog.Bounds(2, 5));
      assertThat(sink.await(3)).extracting(Delivered::offset).containsExactly(2L, 3L, 4L);
    }
  }

  /** The bounds are known by then, and could not have told it. */
  @Test
  void tellsWhatIsLetGoOfBeforeTheReaderBegins() {
    appendTimers(5);

    try (Tail.Following<EventLog.Bounds> tail =
        Tail.within(
            log,
            home,
            Collected.PATIENCE,
            start -> {
              EventLog.Bounds bounds = start.bounds(Topic.EVENTS);
              discardBefore(Topic.EVENTS, home, 3);
              var unused = start.events(StartAt.offset(1), sink);
              return bounds;
            })) {
      assertThat(tail.state()).isEqualTo(new EventLog.Bounds(0, 5));
      assertThat(sink.await(3).get(0)).isEqualTo(new Delivered.Truncated<>(3, 1));
      assertThat(sink.values()).extracting(FactRecord::fact).containsExactly(timer(3), timer(4));
    }
  }

  @Test
  void tellsThatTheLogIsShorterThanItsSnapshot() {
    appendTimers(5);
    commit(snapshot(CLUSTER, 8));

    try (Tail.Following<List<Snapshot>> tail = follow()) {
      assertThat(sink.await(1)).containsExactly(new Delivered.Truncated<>(5, 9));
      await(log.append(CLUSTER, timer(5)));
      assertThat(sink.awaitValues(1)).extracting(FactRecord::fact).containsExactly(timer(5));
      assertThat(tail.state()).hasSize(1);
    }
  }

  @Test
  void handsNothingOverOnceItIsClosed() {
    Tail.Following<List<Snapshot>> closed = follow();
    Collected.awaitUntil(closed::caughtUp);
    closed.close();
    Collected<FactRecord> other = new Collected<>();
    log.readEvents(home, StartAt.BEGINNING, other);

    await(log.append(CLUSTER, timer(1)));

    other.awaitValues(1);
    assertThat(sink.values()).isEmpty();
    assertThat(closed.caughtUp()).isFalse();
  }

  /** Follows the events from the oldest snapshot on. */
  private Tail.Following<List<Snapshot>> follow() {
    return Tail.within(
        log,
        home,
        Collected.PATIENCE,
        start -> {
          long folded =
              start.snapshots().stream()
                  .mapToLong(each -> each.partition().folded().offset())
                  .min()
                  .orElse(-1);
          var unused = start.events(StartAt.offset(folded + 1), sink);
          return start.snapshots();
        });
  }

  private void commit(Snapshot snapshot) {
    try (EventLog.AuditWriter writer = log.auditWriter(home)) {
      writer.claim();
      writer.commit(List.of(), List.of(snapshot));
    }
    // A commit is answered before its marker stands behind the records.
    Collected.awaitUntil(() -> log.latestSnapshots(home).contains(snapshot));
  }

  /** Returns a snapshot that is told from others by its position. */
  protected static Snapshot snapshot(ClusterId cluster, long folded) {
    return new Snapshot(
        ClusterState.empty(cluster),
        new PartitionState(new Position(folded), 0, PartitionState.FIRST_RULES),
        0);
  }
}
