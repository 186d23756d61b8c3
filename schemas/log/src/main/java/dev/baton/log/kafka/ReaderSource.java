package dev.baton.log.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What is read.
 *
 * @param settings how Kafka is reached
 * @param place the partition
 * @param committed whether only records of committed transactions are read
 * @param unhurried whether the broker may gather records for a while before it answers
 */
record ReaderSource(
    KafkaLogSettings settings, TopicPartition place, boolean committed, boolean unhurried) {

  /** Returns a consumer to which the partition, and nothing else, is assigned. */
  KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            ClientProperties.consumer(
                settings, committed ? "read_committed" : "read_uncommitted", unhurried),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(place));
    return consumer;
  }

  /** Returns the first offset that is kept. */
  long first(KafkaConsumer<byte[], byte[]> consumer) {
    return offset(consumer.beginningOffsets(List.of(place)));
  }

  /** Returns the offset after the last record that can be read. */
  long end(KafkaConsumer<byte[], byte[]> consumer) {
    return offset(consumer.endOffsets(List.of(place)));
  }

  private long offset(Map<TopicPartition, Long> answer) {
    Long offset = answer.get(place);
    if (offset == null) {
      throw new KafkaException("no offset of " + place + " in the answer " + answer);
    }
    return offset;
  }
}
