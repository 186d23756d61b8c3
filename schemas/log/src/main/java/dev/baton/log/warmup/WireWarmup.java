package dev.baton.log.warmup;

import dev.baton.log.Delivered;
import dev.baton.log.WireFormat;
import dev.baton.model.ClusterId;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/**
 * Encodes and decodes facts and commands in memory, so that a service's first real ones do not wait
 * for code to be loaded. Used by one thread.
 */
public final class WireWarmup {
  private static final TopicPartition NOWHERE = new TopicPartition("warm-up", 0);

  private final WireFormat wire = new WireFormat(1, InstantSource.system());

  /** Returns what a reader would be handed for this fact. */
  public Delivered<?> fact(ClusterId cluster, Fact fact) {
    return wire.event(read(wire.event(NOWHERE, Optional.of(cluster), fact)));
  }

  /** Returns what a reader would be handed for this order. */
  public Delivered<CommandRecord> order(CommandRecord order) {
    return wire.command(read(wire.command(NOWHERE, order)));
  }

  private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> written) {
    return new ConsumerRecord<>(
        written.topic(),
        NOWHERE.partition(),
        0,
        0,
        TimestampType.LOG_APPEND_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        written.key(),
        written.value(),
        written.headers(),
        Optional.empty());
  }
}
