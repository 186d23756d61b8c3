package dev.baton.codec;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads and writes the records of the events topic. Thread-safe if its clock and its supplier of
 * ids are.
 */
public final class EventCodec {

  static final RecordTypes<Fact, FactType<?>> TYPES =
      new RecordTypes<>(
          List.of(
              new KeepaliveType(),
              new SessionClosedType(),
              new HealthType(),
              new ExpireType(),
              new TimerType(),
              new RequestType(),
              new ReleasedType(),
              new AcquiredType(),
              new FailedType(),
              new HookFinishedType(),
              new IncidentType(),
              new HostReportType(),
              new OutcomeType(),
              new DefinedType(),
              new BeatType(),
              new FoldVersionType(),
              new LogLossType(),
              new OrphanedEpochType()));

  private final InstantSource clock;
  private final Supplier<String> ids;

  /**
   * Creates a codec.
   *
   * @param clock gives the time in the envelope, for people
   * @param ids gives ids that were never used before, for facts that do not determine their id
   */
  public EventCodec(InstantSource clock, Supplier<String> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Returns the types of the events topic, sorted. */
  public static List<String> types() {
    return TYPES.names();
  }

  /**
   * Writes a fact.
   *
   * @param place the topic and partition
   * @param cluster the cluster; empty for facts that concern a whole partition
   * @throws IllegalArgumentException when a cluster is given for a fact of a whole partition, when
   *     none is given for another fact, or when the body is over 1 MiB
   */
  public ProducerRecord<byte[], byte[]> encode(
      TopicPartition place, Optional<ClusterId> cluster, Fact fact) {
    return encode(TYPES.of(fact), place, cluster, fact);
  }

  private <F extends Fact> ProducerRecord<byte[], byte[]> encode(
      FactType<F> type, TopicPartition place, Optional<ClusterId> cluster, Fact any) {
    F fact = type.values().cast(any);
    Envelope envelope = new Envelope(type.name(), cluster, type.id(fact, ids), type.time(clock));
    type.require(envelope, fact);
    return envelope.enclose(place, Json.write(out -> type.write(out, fact)));
  }

  /**
   * Reads a fact.
   *
   * @throws MalformedFactException when the record is no fact
   */
  public FactRecord decode(ConsumerRecord<byte[], byte[]> record) {
    Envelope envelope = Envelope.open(record);
    FactType<?> type = TYPES.named(envelope.type()).orElseThrow(envelope::unknownType);
    return new FactRecord(
        envelope.cluster(),
        new Position(record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        type.read(envelope, Json.read(record.value())));
  }
}
