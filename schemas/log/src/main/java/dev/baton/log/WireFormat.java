package dev.baton.log;

import dev.baton.codec.AuditCodec;
import dev.baton.codec.CommandCodec;
import dev.baton.codec.EventCodec;
import dev.baton.codec.MalformedFactException;
import dev.baton.codec.StateCodec;
import dev.baton.model.ClusterId;
import dev.baton.model.Ranges;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads the records of the four topics, the same for every implementation of the log.
 * Thread-safe.
 *
 * <p>It neither writes nor reads a record whose key belongs to another partition, because such a
 * record would start a second history of its cluster.
 */
public final class WireFormat {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final int partitions;
  private final EventCodec events;
  private final CommandCodec commands;
  private final AuditCodec audits = new AuditCodec();
  private final StateCodec states = new StateCodec();

  /**
   * Creates the format of a log.
   *
   * @param partitions how many partitions each topic has
   * @param clock gives the time in the envelopes
   */
  public WireFormat(int partitions, InstantSource clock) {
    this.partitions = partitions;
    this.events = new EventCodec(clock, WireFormat::drawId);
    this.commands = new CommandCodec(clock, WireFormat::drawId);
  }

  /** Draws 64 bits, in 13 characters or fewer. */
  private static String drawId() {
    return Long.toUnsignedString(RANDOM.nextLong(), 36);
  }

  /** Returns a fact's record; throws as {@link EventCodec#encode}. */
  public ProducerRecord<byte[], byte[]> event(
      TopicPartition place, Optional<ClusterId> cluster, Fact fact) {
    return placed(events.encode(place, cluster, fact));
  }

  /** Returns a command's record; throws as {@link CommandCodec#encode}. */
  public ProducerRecord<byte[], byte[]> command(TopicPartition place, CommandRecord order) {
    return placed(commands.encode(place, order));
  }

  /** Returns an audit line's record; throws as {@link AuditCodec#encode}. */
  public ProducerRecord<byte[], byte[]> audit(TopicPartition place, AuditEntry line) {
    return placed(audits.encode(place, line));
  }

  /** Returns a snapshot's record; throws as {@link StateCodec#encode}. */
  public ProducerRecord<byte[], byte[]> state(TopicPartition place, Snapshot snapshot) {
    return placed(states.encode(place, snapshot));
  }

  /** Returns what a reader of events is handed for a record. */
  public Delivered<FactRecord> event(ConsumerRecord<byte[], byte[]> record) {
    return deliver(record, events::decode);
  }

  /** Returns what a reader of commands is handed for a record. */
  public Delivered<CommandRecord> command(ConsumerRecord<byte[], byte[]> record) {
    return deliver(record, commands::decode);
  }

  /** Returns what a reader of the audit is handed for a record. */
  public Delivered<AuditEntry> audit(ConsumerRecord<byte[], byte[]> record) {
    return deliver(record, audits::decode);
  }

  /** Returns what a reader of the state is handed for a record. */
  public Delivered<Snapshot> state(ConsumerRecord<byte[], byte[]> record) {
    return deliver(record, states::decode);
  }

  private <T> Delivered<T> deliver(
      ConsumerRecord<byte[], byte[]> record, Function<ConsumerRecord<byte[], byte[]>, T> decode) {
    Instant timestamp = Instant.ofEpochMilli(record.timestamp());
    if (!Ranges.isWithin(timestamp)) {
      return undecodable(
          record, Instant.EPOCH, "timestamp: " + record.timestamp() + " ms is not within 4 digits");
    }
    try {
      T value = decode.apply(record);
      Optional<String> misplaced = misplaced(record.key(), record.partition());
      if (misplaced.isPresent()) {
        return undecodable(record, timestamp, misplaced.get());
      }
      OptionalInt leaderEpoch =
          record.leaderEpoch().map(OptionalInt::of).orElseGet(OptionalInt::empty);
      return new Delivered.Decoded<>(record.offset(), timestamp, leaderEpoch, value);
    } catch (MalformedFactException e) {
      return undecodable(record, timestamp, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A record with an unforeseen error must not end its reader.
      return undecodable(record, timestamp, "cannot be read: " + e);
    }
  }

  private ProducerRecord<byte[], byte[]> placed(ProducerRecord<byte[], byte[]> record) {
    misplaced(record.key(), record.partition())
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason + ", not to " + record.partition());
            });
    return record;
  }

  private Optional<String> misplaced(byte @Nullable [] key, int partition) {
    if (key == null) {
      return Optional.empty();
    }
    int home = KeyHash.partition(key, partitions);
    return home == partition
        ? Optional.empty()
        : Optional.of(
            "key: \"%s\" belongs to partition %d"
                .formatted(new String(key, StandardCharsets.UTF_8), home));
  }

  private static <T> Delivered<T> undecodable(
      ConsumerRecord<byte[], byte[]> record, Instant timestamp, String reason) {
    return new Delivered.Undecodable<>(
        record.topic(), record.partition(), record.offset(), timestamp, reason);
  }
}
