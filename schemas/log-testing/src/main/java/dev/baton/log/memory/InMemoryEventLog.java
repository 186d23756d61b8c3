package dev.baton.log.memory;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.KeyHash;
import dev.baton.log.Membership;
import dev.baton.log.Topic;
import dev.baton.log.WireFormat;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A log in memory, and one client of it. {@link #another()} gives further clients of the same log,
 * each with faults, readers and an end of its own, as processes have. Acknowledgements come on a
 * thread of the client's, readers have a thread each. Values pass through the codec.
 *
 * <p>Differs from the log on Kafka in that it loses everything when it is let go, in that commits
 * have no outcome that stays unknown but by {@link Fault#ACKNOWLEDGEMENTS_LOST}, and in that the
 * state topic is never compacted.
 */
public final class InMemoryEventLog implements EventLog {

  private final Store store;
  private final WireFormat wire;
  private final Client client = new Client();
  private final Set<InMemoryReader<?>> readers = ConcurrentHashMap.newKeySet();
  private final Set<InMemoryMembership> memberships = ConcurrentHashMap.newKeySet();

  /** Creates an empty log whose timestamps come from the system's clock. */
  public InMemoryEventLog(int partitions) {
    this(partitions, InstantSource.system());
  }

  /**
   * Creates an empty log.
   *
   * @param clock the broker's clock, which gives each record its timestamp
   */
  public InMemoryEventLog(int partitions, InstantSource clock) {
    this(new Store(partitions, clock), new WireFormat(partitions, clock));
  }

  private InMemoryEventLog(Store store, WireFormat wire) {
    this.store = store;
    this.wire = wire;
  }

  /** Returns a further client of the same log. */
  public InMemoryEventLog another() {
    return new InMemoryEventLog(store, wire);
  }

  /** From now on this is wrong between this client and the log. */
  public void setFault(Fault fault) {
    client.setFault(fault);
    readers.forEach(InMemoryReader::wake);
    memberships.forEach(membership -> membership.heard(fault != Fault.CUT_OFF));
  }

  /**
   * Loses the tail of a partition, acknowledged or not; readers that had read of it are told.
   *
   * @param end the offset of the first record that is lost
   */
  public void truncate(Topic topic, int partition, long end) {
    store.partition(topic, partition).truncate(end);
  }

  /** Lets go of the records before that offset, as retention does. */
  public void discardBefore(Topic topic, int partition, long first) {
    store.partition(topic, partition).discardBefore(first);
  }

  /**
   * Appends a record that some foreign producer made.
   *
   * @return its offset
   */
  public long appendForeign(Topic topic, int partition, ProducerRecord<byte[], byte[]> record) {
    return store.partition(topic, partition).append(record, store.now());
  }

  @Override
  public int partitions() {
    return store.partitions();
  }

  @Override
  public int partitionOf(ClusterId cluster) {
    return KeyHash.partition(cluster, store.partitions());
  }

  @Override
  public CompletionStage<Position> append(ClusterId cluster, Fact fact) {
    StoredPartition target = store.partition(Topic.EVENTS, partitionOf(cluster));
    return append(target, wire.event(target.place(), Optional.of(cluster), fact));
  }

  @Override
  public CompletionStage<Position> appendToPartition(int partition, Fact fact) {
    StoredPartition target = store.partition(Topic.EVENTS, partition);
    return append(target, wire.event(target.place(), Optional.empty(), fact));
  }

  @Override
  public CompletionStage<Position> write(int partition, CommandRecord order) {
    StoredPartition target = store.partition(Topic.COMMANDS, partition);
    return append(target, wire.command(target.place(), order));
  }

  private CompletionStage<Position> append(
      StoredPartition target, ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Position> done = new CompletableFuture<>();
    client.send(
        () -> new Position(target.append(record, store.now())),
        done,
        "append to " + target.place());
    return done;
  }

  @Override
  public Reader readEvents(int partition, StartAt from, Consumer<Delivered<FactRecord>> sink) {
    return read(store.partition(Topic.EVENTS, partition), from, wire::event, sink);
  }

  @Override
  public Reader readCommands(int partition, StartAt from, Consumer<Delivered<CommandRecord>> sink) {
    return read(store.partition(Topic.COMMANDS, partition), from, wire::command, sink);
  }

  @Override
  public Reader readAudit(int partition, StartAt from, Consumer<Delivered<AuditEntry>> sink) {
    return read(store.partition(Topic.AUDIT, partition), from, wire::audit, sink);
  }

  @Override
  public Reader readState(int partition, StartAt from, Consumer<Delivered<Snapshot>> sink) {
    return read(store.partition(Topic.STATE, partition), from, wire::state, sink);
  }

  private <T> Reader read(
      StoredPartition source,
      StartAt from,
      Function<ConsumerRecord<byte[], byte[]>, Delivered<T>> decode,
      Consumer<Delivered<T>> sink) {
    InMemoryReader<T> reader = new InMemoryReader<>(source, client, decode, sink);
    readers.add(reader);
    reader.start(from);
    return reader;
  }

  @Override
  public List<Snapshot> latestSnapshots(int partition) {
    client.requireReachable("read the state of partition " + partition);
    Map<ClusterId, Snapshot> latest = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : store.partition(Topic.STATE, partition).all()) {
      wire.state(record)
          .match(
              new DecodedOnly<Snapshot>(
                  snapshot -> {
                    latest.remove(snapshot.state().cluster());
                    latest.put(snapshot.state().cluster(), snapshot);
                  }));
    }
    return new ArrayList<>(latest.values());
  }

  /** Returns the events of a kind that stand in a partition, whatever is wrong with this client. */
  public <F extends Fact> Stream<F> facts(int partition, Class<F> kind) {
    List<F> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : store.partition(Topic.EVENTS, partition).all()) {
      wire.event(record)
          .match(
              new DecodedOnly<FactRecord>(
                  entry -> {
                    if (kind.isInstance(entry.fact())) {
                      found.add(kind.cast(entry.fact()));
                    }
                  }));
    }
    return found.stream();
  }

  @Override
  public Bounds bounds(Topic topic, int partition) {
    client.requireReachable("read the bounds of " + topic);
    return store.partition(topic, partition).bounds();
  }

  @Override
  public OptionalLong divergence(int partition, Position readUpTo, int leaderEpoch) {
    client.requireReachable("ask for the leader epochs of partition " + partition);
    return store.partition(Topic.EVENTS, partition).divergence(readUpTo.offset(), leaderEpoch);
  }

  @Override
  public Membership join(String group, Membership.Shares shares) {
    InMemoryMembership membership = new InMemoryMembership(store.group(group), shares);
    memberships.add(membership);
    membership.join();
    return membership;
  }

  @Override
  public AuditWriter auditWriter(int partition) {
    return new InMemoryAuditWriter(store, wire, client, partition);
  }

  /**
   * Leaves what it joined, stops this client's readers and waits for them; appends that wait for a
   * fault to end fail. The log itself and its other clients live on.
   */
  @Override
  public void close() {
    memberships.forEach(InMemoryMembership::close);
    client.close();
    readers.forEach(InMemoryReader::close);
  }
}
