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
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records of the events topic. Thread-safe if its clock and its supplier of ids are. */
public final class EventCodec {

  private final InstantSource clock;
  private final FactIds ids;

  /**
   * Creates a codec.
   *
   * @param clock gives the time that the envelope says, for people
   * @param ids gives ids that were never given before, for facts that have none of their own
   */
  public EventCodec(InstantSource clock, Supplier<String> ids) {
    this.clock = clock;
    this.ids = new FactIds(ids);
  }

  /** Returns the types of the events topic, sorted. */
  public static List<String> types() {
    return Stream.of(FactType.values()).map(FactType::type).sorted().toList();
  }

  /**
   * Writes a fact.
   *
   * @param place the topic and partition it goes to
   * @param cluster whom it concerns; empty for a partition's own facts
   * @throws IllegalArgumentException when the fact belongs to a partition and a cluster was given,
   *     or the other way round, or when its body is over 1 MiB
   */
  public ProducerRecord<byte[], byte[]> encode(
      TopicPartition place, Optional<ClusterId> cluster, Fact fact) {
    FactType type = FactType.of(fact);
    Optional<Instant> time = type.repeats() ? Optional.empty() : Optional.of(clock.instant());
    Envelope envelope = new Envelope(type.type(), cluster, fact.match(ids), time);
    try {
      check(envelope, type, fact);
    } catch (MalformedFactException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return envelope.enclose(place, Json.write(out -> fact.match(new FactWriter(out))));
  }

  /**
   * Reads a fact.
   *
   * @throws MalformedFactException when it is none
   */
  public FactRecord decode(ConsumerRecord<byte[], byte[]> record) {
    Envelope envelope = Envelope.open(record);
    FactType type = FactType.of(envelope.type()).orElseThrow(envelope::unknownType);
    Fact fact = type.read(Json.read(record.value()));
    check(envelope, type, fact);
    return new FactRecord(
        envelope.cluster(),
        new Position(record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        fact);
  }

  private static void check(Envelope envelope, FactType type, Fact fact) {
    switch (type.concern()) {
      case PARTITION -> envelope.requireNoCluster();
      case CLUSTER -> {
        ClusterId cluster = envelope.requireCluster();
        if (fact instanceof Fact.Defined defined) {
          Envelope.requireSame("$.definition.cluster", cluster, defined.definition().cluster());
        }
      }
    }
  }
}
