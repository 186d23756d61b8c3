package dev.baton.log.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.Topic;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} promises of where a reader reads; a subclass brings the log. */
public abstract class ReadingContract {
  static final ClusterId CLUSTER = new ClusterId("db");

  private final List<EventLog> connected = new ArrayList<>();
  EventLog log;
  int home;

  /** Begins a new, empty log of three partitions. */
  protected abstract void begin();

  /** Returns a further client of the log. */
  protected abstract EventLog connect();

  /** Lets go of the records before that offset, as retention does. */
  protected abstract void discardBefore(Topic topic, int partition, long offset);

  @BeforeEach
  final void beginAndConnect() {
    begin();
    log = client();
    home = log.partitionOf(CLUSTER);
  }

  @AfterEach
  final void closeAll() {
    connected.forEach(EventLog::close);
  }

  final EventLog client() {
    EventLog next = connect();
    connected.add(next);
    return next;
  }

  @Test
  void readsFromAnOffset() {
    appendTimers(5);
    Collected<FactRecord> sink = new Collected<>();
    log.readEvents(home, StartAt.offset(3), sink);

    assertThat(sink.awaitValues(2))
        .extracting(FactRecord::fact)
        .containsExactly(timer(3), timer(4));
  }

  @Test
  void readsOnlyNewRecordsFromTheEnd() {
    appendTimers(5);
    Collected<FactRecord> sink = new Collected<>();
    EventLog.Reader reader = log.readEvents(home, StartAt.END, sink);
    Collected.awaitCaughtUp(reader);

    await(log.append(CLUSTER, timer(5)));

    assertThat(sink.awaitValues(1)).extracting(FactRecord::fact).containsExactly(timer(5));
  }

  @Test
  void beginsAtTheFirstRecordThatIsKept() {
    appendTimers(5);
    discardBefore(Topic.EVENTS, home, 2);
    Collected<FactRecord> sink = new Collected<>();
    log.readEvents(home, StartAt.BEGINNING, sink);

    assertThat(sink.awaitValues(3))
        .extracting(FactRecord::fact)
        .containsExactly(timer(2), timer(3), timer(4));
    assertThat(log.bounds(Topic.EVENTS, home)).isEqualTo(new EventLog.Bounds(2, 5));
  }

  @Test
  void saysThatRecordsWereLetGoOfBeforeTheyWereRead() {
    Collected<FactRecord> sink = new Collected<>();
    CountDownLatch goOn = new CountDownLatch(1);
    log.readEvents(
        home,
        StartAt.BEGINNING,
        delivered -> {
          sink.accept(delivered);
          awaitQuietly(goOn);
        });
    appendTimers(1);
    sink.await(1);
    for (int i = 1; i < 10; i++) {
      await(log.append(CLUSTER, timer(i)));
    }

    discardBefore(Topic.EVENTS, home, 9);
    goOn.countDown();

    // A client may have fetched some of those that are gone.
    Awaitility.await()
        .atMost(Collected.PATIENCE)
        .until(() -> sink.values().stream().anyMatch(entry -> entry.fact().equals(timer(9))));
    assertThat(sink.await(0))
        .filteredOn(Delivered.Truncated.class::isInstance)
        .singleElement()
        .extracting(Delivered::offset)
        .isEqualTo(9L);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(Collected.PATIENCE.toSeconds(), SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void saysThatTheLogIsShorterThanWhatWasRead() {
    appendTimers(5);
    Collected<FactRecord> sink = new Collected<>();
    log.readEvents(home, StartAt.offset(9), sink);
    assertThat(sink.await(1)).containsExactly(new Delivered.Truncated<>(5, 9));

    await(log.append(CLUSTER, timer(5)));

    assertThat(sink.awaitValues(1)).extracting(FactRecord::fact).containsExactly(timer(5));
  }

  @Test
  void findsThatAllThatWasReadStands() {
    appendTimers(3);
    Collected<FactRecord> sink = new Collected<>();
    log.readEvents(home, StartAt.BEGINNING, sink);
    sink.await(3).stream()
        .map(Delivered.Decoded.class::cast)
        .forEach(
            read ->
                assertThat(
                        log.divergence(
                            home, new Position(read.offset()), read.leaderEpoch().orElseThrow()))
                    .isEmpty());
  }

  @Test
  void tellsTheBounds() {
    assertThat(log.bounds(Topic.COMMANDS, 0)).isEqualTo(new EventLog.Bounds(0, 0));
    appendTimers(3);

    assertThat(log.bounds(Topic.EVENTS, home)).isEqualTo(new EventLog.Bounds(0, 3));
  }

  final void appendTimers(int count) {
    for (int i = 0; i < count; i++) {
      await(log.append(CLUSTER, timer(i)));
    }
  }

  /** Returns a fact that is told from others by its number. */
  protected static Fact timer(long number) {
    return new Fact.Timer("test", number);
  }

  /** Waits for an acknowledgement. */
  protected static Position await(CompletionStage<Position> appended) {
    return appended.toCompletableFuture().orTimeout(Collected.PATIENCE.toSeconds(), SECONDS).join();
  }
}
