package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.server.core.AuditRunner;
import dev.baton.arbiter.server.core.Effect;
import dev.baton.arbiter.server.core.PartitionRunner;
import dev.baton.arbiter.server.core.RunnerSettings;
import dev.baton.arbiter.view.AuditTrail;
import dev.baton.arbiter.view.Explanation;
import dev.baton.arbiter.view.LiveStatus;
import dev.baton.arbiter.view.Status;
import dev.baton.compose.audit.AuditText;
import dev.baton.compose.status.StatusJson;
import dev.baton.compose.status.StatusText;
import dev.baton.lease.core.KeeperIdentity;
import dev.baton.lease.core.KeeperStart;
import dev.baton.lease.core.SessionKeeper;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.Topic;
import dev.baton.log.WireFormat;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import dev.baton.runtime.core.FleetEffect;
import dev.baton.runtime.core.PartitionDrivers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** All who read the log of one partition, each fed by what stands there and by one another. */
final class EveryReader implements Delivered.Cases<FactRecord, Boolean>, AutoCloseable {

  private static final ClusterId CLUSTER = new ClusterId("c1");
  private static final NodeId NODE = new NodeId("n0");
  private static final long STEP_NANOS = 10_000_000L;
  private static final int EACH = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final WireFormat wire;
  private final String name;
  private final PartitionRunner arbiter;
  private final AuditRunner audit;
  private final SessionKeeper keeper;
  private final PartitionDrivers drivers = new PartitionDrivers(binding -> true);
  private final CalmCluster calm = new CalmCluster();
  private final InMemoryEventLog stored = new InMemoryEventLog(1);
  private final EventLog.AuditWriter writer = stored.auditWriter(0);
  private final List<AuditEntry> trail = new ArrayList<>();
  private final ArrayDeque<Fact.Beat> beats = new ArrayDeque<>();
  private long next;
  private long looked;
  private long commands;
  private long malformed;
  private long now;
  private int sessions;

  EveryReader(WireFormat wire, String name) {
    this.wire = wire;
    this.name = name;
    ArbiterId id = new ArbiterId("arbiter");
    PartitionFold fold = PartitionFold.standard();
    arbiter =
        new PartitionRunner(
            new RunnerSettings(id, Duration.ofMillis(100), 3, Duration.ZERO, 1),
            FoldReplica.from(fold, List.of()),
            now);
    audit = new AuditRunner(FoldReplica.from(fold, List.of()), now);
    keeper =
        new SessionKeeper(
            new KeeperIdentity(
                CLUSTER, NODE, new InstallId("install-0"), Enforcement.NFTABLES, Duration.ZERO),
            () -> new SessionId("k" + sessions++),
            new KeeperStart(List.of(), Epoch.NONE, Source.NONE, Duration.ofSeconds(1)),
            now);
    writer.claim();
    List<FleetEffect> unused = drivers.onCaughtUp();
    for (Fact fact : calm.facts()) {
      take(calm.record(wire, fact));
      beat();
    }
  }

  /** The offset of the next record. */
  long next() {
    return next;
  }

  long malformed() {
    return malformed;
  }

  /** Reads a record, and now and then one of the calm cluster. */
  void read(ProducerRecord<byte[], byte[]> record) {
    take(record);
    beat();
    if (next - looked >= EACH) {
      looked = next;
      take(calm.record(wire, calm.alive()));
      look();
    }
  }

  /** Stores it, and hands it to those who read events. */
  private void take(ProducerRecord<byte[], byte[]> record) {
    long offset = stored.appendForeign(Topic.EVENTS, 0, record);
    assertThat(offset).isEqualTo(next);
    ConsumerRecord<byte[], byte[]> read =
        new ConsumerRecord<>(record.topic(), 0, offset, record.key(), record.value());
    record.headers().forEach(header -> read.headers().add(header));
    assertThat(wire.event(read).match(this)).as("%s at %d", name, offset).isTrue();
  }

  /** Looks once more at everything, and as the verbs do. */
  void finish() {
    look();
    verbs();
    assertThat(calm.stateIn(arbiter.model()))
        .as("%s: the calm cluster", name)
        .isEqualTo(calm.expected());
  }

  @Override
  public Boolean decoded(Delivered.Decoded<FactRecord> delivery) {
    next++;
    now += STEP_NANOS;
    carryOut(arbiter.onEvent(delivery.value(), now));
    audit.onEvent(delivery.value());
    return true;
  }

  @Override
  public Boolean undecodable(Delivered.Undecodable<FactRecord> delivery) {
    next++;
    now += STEP_NANOS;
    malformed++;
    Position position = new Position(delivery.offset());
    carryOut(arbiter.onMalformedEvent(position, now));
    audit.onMalformed(position, delivery.timestamp(), "baton.events-0", delivery.reason());
    return true;
  }

  @Override
  public Boolean truncated(Delivered.Truncated<FactRecord> delivery) {
    return false;
  }

  private void carryOut(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.AppendFact append) {
        ProducerRecord<byte[], byte[]> unused =
            wire.event(MutatedLog.EVENTS, append.cluster(), append.fact());
        if (append.fact() instanceof Fact.Beat beat) {
          beats.add(beat);
        }
      } else if (effect instanceof Effect.WriteOrder write) {
        write(write.order());
      }
    }
  }

  /** What {@code status}, {@code explain} and {@code audit} make of what is stored. */
  private void verbs() {
    try (LiveStatus live = LiveStatus.open(stored, Optional.empty(), PATIENCE)) {
      live.catchUp(PATIENCE);
      Status status = live.status(Instant.EPOCH);
      assertThat(StatusText.of(status)).as(name).contains("calm").contains("c1");
      assertThat(StatusJson.line(status)).as(name).contains("\"calm\"");
      assertThat(status.clusters())
          .as("%s: the calm cluster", name)
          .anyMatch(state -> calm.of(state).equals(calm.expected()));
    }
    AuditTrail.Excerpt read = new AuditTrail(stored, CLUSTER, PATIENCE).last(10_000);
    assertThat(read.lines()).as(name).isNotEmpty();
    Explanation.of(read.lines(), Optional.empty())
        .ifPresent(found -> assertThat(found.text()).isNotEmpty());
  }

  /** What the arbiter appended stands in the log as well. */
  private void beat() {
    while (!beats.isEmpty()) {
      Fact.Beat beat = beats.removeFirst();
      carryOut(arbiter.onBeatAcked(beat.sequence(), now));
      take(wire.event(MutatedLog.EVENTS, Optional.empty(), beat));
    }
  }

  private void write(CommandRecord order) {
    CommandRecord read = readBack(wire.command(place("baton.commands"), order), wire::command);
    assertThat(read).isEqualTo(order);
    stored.write(0, read);
    keeper.onOrder(read, now);
    drivers.onOrder(read);
    carryOut(arbiter.onCommand(read, commands++, now));
  }

  /** What operators see, and what is committed. */
  private void look() {
    Optional<AuditRunner.Batch> batch = audit.lastBatch(now);
    batch.ifPresent(this::commit);
    Status status = new Status(Instant.EPOCH, List.copyOf(arbiter.model().clusters()), List.of());
    assertThat(status.clusters()).as(name).allMatch(state -> state.quarantine().isEmpty());
    assertThat(StatusText.of(status)).contains("c1");
    assertThat(StatusJson.line(status)).contains("\"c1\"");
    Explanation.of(trail, Optional.empty())
        .ifPresent(found -> assertThat(found.text()).isNotEmpty());
  }

  private void commit(AuditRunner.Batch batch) {
    for (AuditEntry line : batch.lines()) {
      AuditEntry read = readBack(wire.audit(place("baton.audit"), line), wire::audit);
      assertThat(AuditText.line(read)).isNotEmpty();
      assertThat(AuditText.json(read)).isNotEmpty();
      trail.add(read);
    }
    for (Snapshot snapshot : batch.snapshots()) {
      Snapshot read = readBack(wire.state(place("baton.state"), snapshot), wire::state);
      assertThat(read).isEqualTo(snapshot);
    }
    writer.commit(batch.lines(), batch.snapshots());
    audit.committed(batch, now);
  }

  @Override
  public void close() {
    writer.close();
    stored.close();
  }

  private static TopicPartition place(String topic) {
    return new TopicPartition(topic, 0);
  }

  private <T> T readBack(
      ProducerRecord<byte[], byte[]> written,
      Function<ConsumerRecord<byte[], byte[]>, Delivered<T>> reading) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(written.topic(), 0, 0, written.key(), written.value());
    written.headers().forEach(header -> record.headers().add(header));
    Delivered<T> delivered = reading.apply(record);
    assertThat(delivered).as(name).isInstanceOf(Delivered.Decoded.class);
    return ((Delivered.Decoded<T>) delivered).value();
  }
}
