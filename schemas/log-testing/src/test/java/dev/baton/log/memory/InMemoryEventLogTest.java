package dev.baton.log.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.contract.Collected;
import dev.baton.log.contract.EventLogContract;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.FactRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class InMemoryEventLogTest extends EventLogContract {

  private static final ClusterId CLUSTER = new ClusterId("db");
  private static final int HOME = 2;

  private InMemoryEventLog memory = new InMemoryEventLog(3);

  @Override
  protected void begin() {
    memory = new InMemoryEventLog(3);
  }

  @Override
  protected EventLog connect() {
    return memory.another();
  }

  @Override
  protected long appendForeign(Topic topic, int partition, ProducerRecord<byte[], byte[]> record) {
    return memory.appendForeign(topic, partition, record);
  }

  @Override
  protected void discardBefore(Topic topic, int partition, long offset) {
    memory.discardBefore(topic, partition, offset);
  }

  @Test
  void noReaderIsAtTheEndBetweenTheLinesOfATransaction() {
    int lines = 50;
    int all = 200 * lines;
    AtomicInteger read = new AtomicInteger();
    EventLog.Reader reader =
        memory.readAudit(HOME, StartAt.BEGINNING, line -> read.incrementAndGet());
    List<Integer> partial = new ArrayList<>();
    EventLog.AuditWriter writer = memory.auditWriter(HOME);
    writer.claim();
    long deadline = System.nanoTime() + Collected.PATIENCE.toNanos();
    CompletableFuture<Void> watching =
        CompletableFuture.runAsync(
            () -> {
              while (read.get() < all && System.nanoTime() < deadline) {
                int before = read.get();
                boolean atEnd = reader.caughtUp();
                if (atEnd && read.get() == before && before % lines != 0) {
                  partial.add(before);
                }
              }
            });

    for (int transaction = 0; transaction < 200; transaction++) {
      writer.commit(Stream.generate(() -> line(1)).limit(lines).toList(), List.of());
    }

    Void unused = watching.orTimeout(2 * Collected.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    assertThat(read).hasValue(all);
    assertThat(partial).isEmpty();
  }

  @Test
  void tellsReadersWhereACutLogGoesOnAlthoughItGrewAgain() {
    Collected<FactRecord> sink = new Collected<>();
    for (int i = 0; i < 5; i++) {
      await(memory.append(CLUSTER, timer(i)));
    }
    memory.readEvents(HOME, StartAt.BEGINNING, sink);
    sink.awaitValues(5);

    memory.truncate(Topic.EVENTS, HOME, 3);
    for (int i = 10; i < 15; i++) {
      await(memory.append(CLUSTER, timer(i)));
    }

    List<Delivered<FactRecord>> read = sink.await(11);
    assertThat(read.get(5)).isEqualTo(new Delivered.Truncated<FactRecord>(3, 5));
    assertThat(sink.values().subList(5, 10))
        .extracting(FactRecord::fact)
        .containsExactly(timer(10), timer(11), timer(12), timer(13), timer(14));
    memory.close();
  }

  @Test
  void failsAppendsWithoutAppending() {
    memory.setFault(Fault.APPENDS_FAIL);

    assertUnavailable(memory.append(CLUSTER, timer(1)).toCompletableFuture());
    assertThat(memory.bounds(Topic.EVENTS, HOME).end()).isZero();
    memory.close();
  }

  @Test
  void appendsAlthoughTheAcknowledgementIsLost() {
    memory.setFault(Fault.ACKNOWLEDGEMENTS_LOST);

    assertUnavailable(memory.append(CLUSTER, timer(1)).toCompletableFuture());
    assertThat(memory.bounds(Topic.EVENTS, HOME).end()).isOne();
    memory.close();
  }

  @Test
  void holdsEverythingBackWhileAClientIsCutOff() {
    InMemoryEventLog other = memory.another();
    Collected<FactRecord> sink = new Collected<>();
    EventLog.Reader reader = memory.readEvents(HOME, StartAt.BEGINNING, sink);
    Collected.awaitCaughtUp(reader);
    memory.setFault(Fault.CUT_OFF);
    CompletableFuture<Position> mine = memory.append(CLUSTER, timer(1)).toCompletableFuture();
    await(other.append(CLUSTER, timer(2)));
    assertThat(mine).isNotDone();
    assertThat(sink.values()).isEmpty();
    assertThatExceptionOfType(LogUnavailableException.class)
        .isThrownBy(() -> memory.bounds(Topic.EVENTS, HOME));

    memory.setFault(Fault.NONE);

    assertThat(await(mine)).isEqualTo(new Position(1));
    assertThat(sink.awaitValues(2))
        .extracting(FactRecord::fact)
        .containsExactly(timer(2), timer(1));
    memory.close();
    other.close();
  }

  private static void assertUnavailable(CompletableFuture<Position> append) {
    assertThat(append)
        .failsWithin(Collected.PATIENCE)
        .withThrowableThat()
        .withCauseInstanceOf(LogUnavailableException.class);
  }
}
