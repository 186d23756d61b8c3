package dev.baton.codec;

import dev.baton.model.ClusterId;
import dev.baton.model.state.Snapshot;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads and writes the records of the state topic. Thread-safe. */
public final class StateCodec {

  /** The only type of record in the state topic. */
  public static final String TYPE = "dev.baton.state.v1";

  /** Creates a codec. It has no settings. */
  public StateCodec() {}

  /**
   * Writes a snapshot. Its key is the cluster's id, so compaction keeps the newest snapshot of each
   * cluster.
   *
   * @throws IllegalArgumentException when the body is over 1 MiB
   */
  public ProducerRecord<byte[], byte[]> encode(TopicPartition place, Snapshot snapshot) {
    String id = "state/" + snapshot.partition().generation() + "/" + snapshot.partition().folded();
    Envelope envelope =
        new Envelope(
            TYPE,
            Optional.of(snapshot.state().cluster()),
            id,
            Optional.of(snapshot.state().logTime()));
    return envelope.enclose(place, Json.write(out -> StateFields.write(out, snapshot)));
  }

  /**
   * Reads a snapshot.
   *
   * @throws MalformedFactException when the record is no snapshot
   */
  public Snapshot decode(ConsumerRecord<byte[], byte[]> record) {
    Envelope envelope = Envelope.open(record).requireType(TYPE);
    ClusterId cluster = envelope.requireCluster();
    Snapshot snapshot = StateFields.read(Json.read(record.value()));
    Envelope.requireSame("$.state.cluster", cluster, snapshot.state().cluster());
    return snapshot;
  }
}
