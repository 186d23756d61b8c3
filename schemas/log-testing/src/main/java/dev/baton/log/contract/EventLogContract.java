package dev.baton.log.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.FencedException;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.WireFormat;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.FoldVersion;
import dev.baton.model.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} promises; a subclass brings the log. */
public abstract class EventLogContract extends TailContract {

  private static final NodeId NODE = new NodeId("a");
  private static final SessionId SESSION = new SessionId("s");

  /** Appends a record as a foreign producer would and returns its offset. */
  protected abstract long appendForeign(
      Topic topic, int partition, ProducerRecord<byte[], byte[]> record);

  @Test
  void readsFactsInTheOrderOfTheirAppends() {
    List<CompletionStage<Position>> acknowledged = new ArrayList<>();
    List<FactRecord> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      acknowledged.add(log.append(CLUSTER, timer(i)));
    }
    Collected<FactRecord> sink = new Collected<>();
    EventLog.Reader reader = log.readEvents(home, StartAt.BEGINNING, sink);

    List<FactRecord> read = sink.awaitValues(200);

    for (int i = 0; i < 200; i++) {
      expected.add(
          new FactRecord(
              Optional.of(CLUSTER), await(acknowledged.get(i)), read.get(i).timestamp(), timer(i)));
    }
    assertThat(read).isEqualTo(expected);
    Collected.awaitCaughtUp(reader);
    reader.close();
  }

  @Test
  void placesAKeyWhereKafkasOwnClientsPlaceIt() {
    assertThat(log.partitions()).isEqualTo(3);
    assertThat(log.partitionOf(new ClusterId("db"))).isEqualTo(2);
    assertThat(log.partitionOf(new ClusterId("web"))).isEqualTo(1);
    assertThat(log.partitionOf(new ClusterId("orders"))).isEqualTo(0);
  }

  @Test
  void readsAPartitionsOwnFacts() {
    Fact beat = new Fact.Beat(new ArbiterId("x"), 3);
    Position position = await(log.appendToPartition(1, beat));
    Collected<FactRecord> sink = new Collected<>();
    log.readEvents(1, StartAt.BEGINNING, sink);

    FactRecord entry = sink.awaitValues(1).get(0);

    assertThat(entry)
        .isEqualTo(new FactRecord(Optional.empty(), position, entry.timestamp(), beat));
  }

  @Test
  void refusesFactsThatBelongElsewhere() {
    assertThatIllegalArgumentException().isThrownBy(() -> log.append(CLUSTER, new FoldVersion(2)));
    assertThatIllegalArgumentException().isThrownBy(() -> log.appendToPartition(0, timer(0)));
  }

  @Test
  void readsOnAfterARecordThatCannotBeDecoded() {
    appendTimers(1);
    long bad = appendForeign(Topic.EVENTS, home, foreign(CLUSTER.value(), "no json"));
    await(log.append(CLUSTER, timer(1)));
    Collected<FactRecord> sink = new Collected<>();
    log.readEvents(home, StartAt.BEGINNING, sink);

    List<Delivered<FactRecord>> read = sink.await(3);

    assertThat(sink.values()).extracting(FactRecord::fact).containsExactly(timer(0), timer(1));
    assertThat(read.get(1))
        .isInstanceOfSatisfying(
            Delivered.Undecodable.class,
            undecodable -> {
              assertThat(undecodable.offset()).isEqualTo(bad);
              assertThat(undecodable.partition()).isEqualTo(home);
              assertThat(undecodable.topic()).endsWith("events");
              assertThat(undecodable.reason()).startsWith("headers: no CloudEvent");
            });
  }

  @Test
  void refusesARecordInAPartitionThatItsKeyDoesNotBelongTo() {
    int elsewhere = (home + 1) % 3;
    ProducerRecord<byte[], byte[]> misplaced =
        new WireFormat(3, Instant::now)
            .event(new TopicPartition("any", home), Optional.of(CLUSTER), timer(1));
    appendForeign(Topic.EVENTS, elsewhere, misplaced);
    Collected<FactRecord> sink = new Collected<>();
    log.readEvents(elsewhere, StartAt.BEGINNING, sink);

    assertThat(sink.await(1).get(0))
        .isInstanceOfSatisfying(
            Delivered.Undecodable.class,
            undecodable ->
                assertThat(undecodable.reason())
                    .isEqualTo("key: \"db\" belongs to partition " + home));
  }

  @Test
  void readsOrdersAndTicksInOrder() {
    CommandRecord tick =
        new CommandRecord(
            Optional.empty(),
            new Source(0, new Position(7), 0),
            new Command.Tick(new ArbiterId("x"), 1, new Position(7)));
    CommandRecord release =
        new CommandRecord(
            Optional.of(CLUSTER),
            new Source(0, new Position(8), 0),
            new Command.Release(new Epoch(1), NODE, SESSION));
    Position first = await(log.write(home, tick));
    Position second = await(log.write(home, release));
    Collected<CommandRecord> sink = new Collected<>();
    log.readCommands(home, StartAt.BEGINNING, sink);

    assertThat(sink.awaitValues(2)).containsExactly(tick, release);
    assertThat(second.isAfter(first)).isTrue();
  }

  @Test
  void readsWhatOthersWrite() {
    Collected<FactRecord> sink = new Collected<>();
    client().readEvents(home, StartAt.BEGINNING, sink);

    await(client().append(CLUSTER, timer(1)));
    await(client().append(CLUSTER, timer(2)));

    assertThat(sink.awaitValues(2))
        .extracting(FactRecord::fact)
        .containsExactly(timer(1), timer(2));
  }

  @Test
  void commitsAuditAndStateTogether() {
    EventLog.AuditWriter writer = log.auditWriter(home);
    writer.claim();
    Collected<AuditEntry> audit = new Collected<>();
    Collected<Snapshot> state = new Collected<>();
    EventLog.Reader auditReader = log.readAudit(home, StartAt.BEGINNING, audit);
    EventLog.Reader stateReader = log.readState(home, StartAt.BEGINNING, state);

    writer.commit(List.of(line(1), line(2)), List.of(snapshot(CLUSTER, 2)));
    writer.commit(List.of(line(3)), List.of());

    assertThat(audit.awaitValues(3)).containsExactly(line(1), line(2), line(3));
    assertThat(state.awaitValues(1)).containsExactly(snapshot(CLUSTER, 2));
    Collected.awaitCaughtUp(auditReader);
    Collected.awaitCaughtUp(stateReader);
    writer.close();
  }

  @Test
  void returnsTheNewestSnapshotOfEachClusterOldestFirst() {
    ClusterId other = new ClusterId("nfs");
    EventLog.AuditWriter writer = log.auditWriter(home);
    assertThat(log.latestSnapshots(home)).isEmpty();
    writer.claim();

    writer.commit(List.of(), List.of(snapshot(CLUSTER, 1), snapshot(other, 2)));
    writer.commit(List.of(), List.of(snapshot(CLUSTER, 3)));

    assertThat(log.latestSnapshots(home)).containsExactly(snapshot(other, 2), snapshot(CLUSTER, 3));
    assertThat(log.latestSnapshots((home + 1) % 3)).isEmpty();
    writer.close();
  }

  @Test
  void takesAnOlderSnapshotWhereTheNewestCannotBeRead() {
    ClusterId other = new ClusterId("nfs");
    EventLog.AuditWriter writer = log.auditWriter(home);
    writer.claim();
    writer.commit(List.of(), List.of(snapshot(CLUSTER, 1), snapshot(other, 2)));
    writer.commit(List.of(), List.of(snapshot(CLUSTER, 3)));
    writer.close();

    appendForeign(Topic.STATE, home, foreign(CLUSTER.value(), "no json"));

    assertThat(log.latestSnapshots(home))
        .containsExactlyInAnyOrder(snapshot(other, 2), snapshot(CLUSTER, 3));
  }

  @Test
  void fencesTheEarlierOfTwoWriters() {
    EventLog.AuditWriter earlier = log.auditWriter(home);
    EventLog.AuditWriter later = client().auditWriter(home);
    earlier.claim();
    earlier.commit(List.of(line(1)), List.of());
    later.claim();

    assertThatExceptionOfType(FencedException.class)
        .isThrownBy(() -> earlier.commit(List.of(line(2)), List.of(snapshot(CLUSTER, 2))));
    later.commit(List.of(line(3)), List.of());

    Collected<AuditEntry> audit = new Collected<>();
    log.readAudit(home, StartAt.BEGINNING, audit);
    assertThat(audit.awaitValues(2)).containsExactly(line(1), line(3));
    assertThat(log.latestSnapshots(home)).isEmpty();
    earlier.close();
    later.close();
  }

  @Test
  void letsAFencedWriterClaimAgain() {
    EventLog.AuditWriter one = log.auditWriter(home);
    EventLog.AuditWriter two = log.auditWriter(home);
    one.claim();
    two.claim();
    one.claim();

    one.commit(List.of(line(1)), List.of());

    assertThatExceptionOfType(FencedException.class)
        .isThrownBy(() -> two.commit(List.of(line(2)), List.of()));
    one.close();
    two.close();
  }

  @Test
  void handsNothingOverAfterAReaderIsClosed() {
    Collected<FactRecord> sink = new Collected<>();
    EventLog.Reader closed = log.readEvents(home, StartAt.BEGINNING, sink);
    Collected.awaitCaughtUp(closed);
    closed.close();
    Collected<FactRecord> other = new Collected<>();
    log.readEvents(home, StartAt.BEGINNING, other);

    await(log.append(CLUSTER, timer(1)));

    other.awaitValues(1);
    assertThat(sink.values()).isEmpty();
    assertThat(closed.caughtUp()).isFalse();
  }

  @Test
  void failsAppendsAfterItIsClosed() {
    log.close();

    assertThat(log.append(CLUSTER, timer(1)).toCompletableFuture())
        .failsWithin(Collected.PATIENCE)
        .withThrowableThat()
        .withCauseInstanceOf(LogUnavailableException.class);
  }

  private static ProducerRecord<byte[], byte[]> foreign(String key, String body) {
    return new ProducerRecord<>(
        "any", 0, key.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns an audit line that is told from others by its number. */
  protected static AuditEntry line(int index) {
    return new AuditEntry(
        Optional.of(CLUSTER),
        new Source(0, new Position(9), index),
        Instant.parse("2026-03-01T12:00:00Z"),
        AuditEntry.Kind.DECISION,
        "policy.test",
        Optional.empty(),
        Optional.empty(),
        "line " + index,
        List.of(),
        new TreeMap<>());
  }
}
