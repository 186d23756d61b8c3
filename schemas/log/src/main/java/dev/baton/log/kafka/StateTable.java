package dev.baton.log.kafka;

import dev.baton.log.Delivered;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.WireFormat;
import dev.baton.model.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a partition of the compacted state topic from its beginning to its end. */
final class StateTable {

  private static final Logger LOG = LoggerFactory.getLogger(StateTable.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final ReaderSource source;
  private final WireFormat wire;
  private final Map<String, ConsumerRecord<byte[], byte[]>> newest = new LinkedHashMap<>();
  private final Map<String, Snapshot> latest = new LinkedHashMap<>();
  private boolean telling;

  StateTable(ReaderSource source, WireFormat wire) {
    this.source = source;
    this.wire = wire;
  }

  /**
   * Returns the newest snapshot of each cluster, oldest first.
   *
   * @throws LogUnavailableException when the end is not reached in time
   */
  List<Snapshot> read() {
    try {
      KafkaConsumer<byte[], byte[]> consumer = source.consumer();
      try {
        readAll(consumer, this::keep);
        if (!newest.values().stream().allMatch(this::take)) {
          latest.clear();
          telling = true;
          readAll(consumer, this::take);
        }
      } finally {
        consumer.close(CloseOptions.timeout(CLOSE));
      }
      return List.copyOf(latest.values());
    } catch (KafkaException e) {
      throw new LogUnavailableException("the state of " + source.place() + " cannot be read", e);
    }
  }

  private void readAll(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> records) {
    long give = System.nanoTime() + ClientProperties.API_TIMEOUT.toNanos();
    consumer.seekToBeginning(List.of(source.place()));
    long end = source.end(consumer);
    while (consumer.position(source.place()) < end) {
      if (System.nanoTime() > give) {
        throw new LogUnavailableException(
            "the state of " + source.place() + " was not read in time",
            new IllegalStateException("at " + consumer.position(source.place()) + " of " + end));
      }
      consumer.poll(POLL).forEach(records);
    }
  }

  /** Keeps a record until a newer one of its cluster comes. Only the newest are decoded. */
  private void keep(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    newest.remove(key);
    newest.put(key, record);
  }

  /** Takes a record up; tells whether it could be read. */
  private boolean take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      warn(record, "no key");
      return false;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      latest.remove(key); // A tombstone: the cluster was given up.
      return true;
    }
    return wire.state(record).match(new Take(key, record));
  }

  /** An older snapshot stands in for one that cannot be read: more is folded anew, no less. */
  private void warn(ConsumerRecord<byte[], byte[]> record, String reason) {
    if (!telling) {
      return;
    }
    LOG.atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reason", reason)
        .log("A snapshot cannot be read and is skipped");
  }

  /** Keeps what could be decoded. */
  private final class Take implements Delivered.Cases<Snapshot, Boolean> {
    private final String key;
    private final ConsumerRecord<byte[], byte[]> record;

    Take(String key, ConsumerRecord<byte[], byte[]> record) {
      this.key = key;
      this.record = record;
    }

    @Override
    public Boolean decoded(Delivered.Decoded<Snapshot> delivery) {
      latest.remove(key);
      latest.put(key, delivery.value());
      return true;
    }

    @Override
    public Boolean undecodable(Delivered.Undecodable<Snapshot> delivery) {
      warn(record, delivery.reason());
      return false;
    }

    @Override
    public Boolean truncated(Delivered.Truncated<Snapshot> delivery) {
      return false;
    }
  }
}
