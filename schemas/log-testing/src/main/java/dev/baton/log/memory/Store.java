package dev.baton.log.memory;

import dev.baton.log.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** All partitions of a log, shared by all who are connected to it. Thread-safe. */
final class Store {

  private final Map<Topic, List<StoredPartition>> topics = new EnumMap<>(Topic.class);
  private final Map<String, Group> groups = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final long[] claims;

  Store(int partitions, InstantSource clock) {
    this.clock = clock;
    this.claims = new long[partitions];
    for (Topic topic : Topic.values()) {
      String name = "baton." + topic.name().toLowerCase(Locale.ROOT);
      List<StoredPartition> all = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        all.add(new StoredPartition(new TopicPartition(name, partition)));
      }
      topics.put(topic, List.copyOf(all));
    }
  }

  int partitions() {
    return claims.length;
  }

  StoredPartition partition(Topic topic, int partition) {
    return topics.getOrDefault(topic, List.of()).get(partition);
  }

  Instant now() {
    return clock.instant();
  }

  /** Returns those who share the partitions under that name. */
  Group group(String name) {
    return groups.computeIfAbsent(name, unknown -> new Group(partitions()));
  }

  /** Fences every earlier writer of the partition and returns the new one's number. */
  synchronized long claim(int partition) {
    return ++claims[partition];
  }

  /**
   * Appends audit and state together unless a later writer has claimed the partition.
   *
   * @param claim the writer's number
   * @return whether it was still the latest
   */
  synchronized boolean commit(
      int partition,
      long claim,
      List<ProducerRecord<byte[], byte[]>> audits,
      List<ProducerRecord<byte[], byte[]>> states) {
    if (claims[partition] != claim) {
      return false;
    }
    appendAll(partition(Topic.AUDIT, partition), audits);
    appendAll(partition(Topic.STATE, partition), states);
    return true;
  }

  private void appendAll(StoredPartition target, List<ProducerRecord<byte[], byte[]>> records) {
    if (!records.isEmpty()) {
      target.appendTransaction(records, clock.instant());
    }
  }
}
