package dev.baton.log.kafka;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.KeyHash;
import dev.baton.log.LogMissingException;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Membership;
import dev.baton.log.Topic;
import dev.baton.log.TopicFinding;
import dev.baton.log.WireFormat;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The log on Apache Kafka. The topics must exist and be safe: see {@link TopicSetup}.
 *
 * <p>Append and write never block. If the client has to wait for memory they fail at once; if it
 * has forgotten the topics, {@link MetadataGate} holds the records back. Acknowledgements come on
 * the producer's own thread. In the rare case that Kafka no longer remembers where it put a
 * repeated record, the acknowledgement says {@link Position#NONE}.
 *
 * <p>A reader that is to begin at the end finds it when the broker first answers it, and {@code
 * caughtUp} is false until then. A caller that must not miss a record asks for the {@link #bounds}
 * first and gives an offset. A reader goes on trying for as long as the broker does not answer.
 */
public final class KafkaEventLog implements EventLog {

  private final KafkaLogSettings settings;
  private final WireFormat wire;
  private final LazyAppender appender;
  private final Admin admin;
  private final Set<KafkaReader<?>> readers = ConcurrentHashMap.newKeySet();
  private final Set<KafkaMembership> memberships = ConcurrentHashMap.newKeySet();
  private final TopicWatch watch;

  private KafkaEventLog(KafkaLogSettings settings, Set<Topic> used, InstantSource clock) {
    this.settings = settings;
    this.wire = new WireFormat(settings.topics().partitions(), clock);
    this.appender = new LazyAppender(settings);
    this.admin = Admin.create(ClientProperties.admin(settings, ClientProperties.API_TIMEOUT));
    this.watch = new TopicWatch(admin, settings, used, this::recreated);
  }

  /**
   * Connects, and returns when appends can be made.
   *
   * @param deadline how long to wait for that
   * @throws LogUnavailableException when the brokers do not answer in time
   * @throws IllegalStateException when the topics have another number of partitions than the
   *     settings say
   */
  public static KafkaEventLog open(KafkaLogSettings settings, Duration deadline) {
    return open(settings, Set.of(Topic.values()), Optional.empty(), deadline);
  }

  /**
   * Connects to a log whose topics are there, with the number of partitions that they have, and
   * returns when appends can be made; {@link #findings} are known then.
   *
   * @param used the topics that the caller needs; others are not checked
   * @param deadline how long to wait for the brokers and the topics; it does not wait for the audit
   * @throws LogMissingException when the brokers answer and a topic is not there in time
   * @throws LogUnavailableException when the brokers do not answer in time
   * @throws UnsafeTopicsException when nobody can tell how many partitions the topics should have
   */
  public static KafkaEventLog join(KafkaLogSettings settings, Set<Topic> used, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    TopicLookup look = TopicLookup.await(settings, used, deadline);
    Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    return open(look.settings(), used, Optional.of(look), left);
  }

  /**
   * Connects as {@link #join} does, for somebody who reads, and appends little or nothing: what
   * appending needs is made for the first append, which takes as much longer.
   */
  public static KafkaEventLog visit(KafkaLogSettings settings, Set<Topic> used, Duration deadline) {
    TopicLookup look = TopicLookup.await(settings, used, deadline);
    KafkaEventLog log = new KafkaEventLog(look.settings(), used, InstantSource.system());
    log.watch.start(Optional.of(look));
    return log;
  }

  private static KafkaEventLog open(
      KafkaLogSettings settings, Set<Topic> used, Optional<TopicLookup> look, Duration deadline) {
    KafkaEventLog log = new KafkaEventLog(settings, used, InstantSource.system());
    try {
      log.appender.get().awaitReady(deadline, look.isEmpty());
      log.watch.start(look);
      return log;
    } catch (LogUnavailableException | IllegalStateException e) {
      log.close();
      throw e;
    }
  }

  private void recreated(Topic topic) {
    String name = settings.topics().name(topic);
    readers.stream().filter(reader -> reader.reads(name)).forEach(KafkaReader::beginAnew);
  }

  @Override
  public List<TopicFinding> findings() {
    return watch.findings();
  }

  @Override
  public Set<InetSocketAddress> servers() {
    return watch.servers();
  }

  @Override
  public int partitions() {
    return settings.topics().partitions();
  }

  @Override
  public int partitionOf(ClusterId cluster) {
    return KeyHash.partition(cluster, partitions());
  }

  @Override
  public CompletionStage<Position> append(ClusterId cluster, Fact fact) {
    TopicPartition place = place(Topic.EVENTS, partitionOf(cluster));
    return appender.get().send(wire.event(place, Optional.of(cluster), fact));
  }

  @Override
  public List<CompletionStage<Position>> appendTogether(ClusterId cluster, List<Fact> facts) {
    TopicPartition place = place(Topic.EVENTS, partitionOf(cluster));
    // All are encoded before the first is handed over, which sets the producer to work.
    return facts.stream()
        .map(fact -> wire.event(place, Optional.of(cluster), fact))
        .toList()
        .stream()
        .map(record -> appender.get().send(record))
        .toList();
  }

  @Override
  public CompletionStage<Position> appendToPartition(int partition, Fact fact) {
    return appender.get().send(wire.event(place(Topic.EVENTS, partition), Optional.empty(), fact));
  }

  @Override
  public CompletionStage<Position> write(int partition, CommandRecord order) {
    return appender.get().send(wire.command(place(Topic.COMMANDS, partition), order));
  }

  @Override
  public Reader readEvents(int partition, StartAt from, Consumer<Delivered<FactRecord>> sink) {
    return read(place(Topic.EVENTS, partition), from, wire::event, sink);
  }

  @Override
  public Reader readCommands(int partition, StartAt from, Consumer<Delivered<CommandRecord>> sink) {
    return read(place(Topic.COMMANDS, partition), from, wire::command, sink);
  }

  @Override
  public Reader readAudit(int partition, StartAt from, Consumer<Delivered<AuditEntry>> sink) {
    return read(place(Topic.AUDIT, partition), from, wire::audit, sink);
  }

  @Override
  public Reader readState(int partition, StartAt from, Consumer<Delivered<Snapshot>> sink) {
    return read(place(Topic.STATE, partition), from, wire::state, sink);
  }

  private <T> Reader read(
      TopicPartition place,
      StartAt from,
      Function<ConsumerRecord<byte[], byte[]>, Delivered<T>> decode,
      Consumer<Delivered<T>> sink) {
    boolean committed =
        place.topic().equals(settings.topics().name(Topic.AUDIT))
            || place.topic().equals(settings.topics().name(Topic.STATE));
    KafkaReader<T> reader =
        new KafkaReader<>(
            new ReaderSource(settings, place, committed, from.unhurried()),
            from,
            record -> sink.accept(decode.apply(record)),
            sink);
    readers.add(reader);
    reader.start();
    return reader;
  }

  @Override
  public List<Snapshot> latestSnapshots(int partition) {
    ReaderSource source = new ReaderSource(settings, place(Topic.STATE, partition), true, false);
    return new StateTable(source, wire).read();
  }

  @Override
  public Bounds bounds(Topic topic, int partition) {
    return new Offsets(admin).bounds(topic, place(topic, partition));
  }

  @Override
  public OptionalLong divergence(int partition, Position readUpTo, int leaderEpoch) {
    TopicPartition place = place(Topic.EVENTS, partition);
    ReaderSource source = new ReaderSource(settings, place, false, false);
    return new Lineage(source).divergence(readUpTo, leaderEpoch);
  }

  @Override
  public Membership join(String group, Membership.Shares shares) {
    KafkaMembership membership = new KafkaMembership(settings, group, shares);
    memberships.add(membership);
    membership.start();
    return membership;
  }

  @Override
  public AuditWriter auditWriter(int partition) {
    return new KafkaAuditWriter(settings, wire, partition);
  }

  /**
   * Leaves what it joined, stops the readers, sends what was appended for as long as the delivery
   * timeout but for five seconds at most, and leaves. However the brokers are, that takes some ten
   * seconds at most.
   */
  @Override
  public void close() {
    watch.close();
    memberships.forEach(KafkaMembership::stop);
    readers.forEach(KafkaReader::stop);
    memberships.forEach(KafkaMembership::close);
    readers.forEach(KafkaReader::close);
    appender.close();
    admin.close(Duration.ofSeconds(1));
  }

  private TopicPartition place(Topic topic, int partition) {
    if (partition < 0 || partition >= partitions()) {
      throw new IllegalArgumentException(
          "partition " + partition + " is not within 0 to " + (partitions() - 1));
    }
    return new TopicPartition(settings.topics().name(topic), partition);
  }
}
