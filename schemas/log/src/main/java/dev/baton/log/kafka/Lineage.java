package dev.baton.log.kafka;

import dev.baton.log.LogUnavailableException;
import dev.baton.model.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the brokers whether records that were read once still stand. Each election of a partition's
 * leader begins a leader epoch, and the brokers know at which offset each epoch ended (KIP-101,
 * KIP-320). A record of an epoch that ended before its offset is lost.
 *
 * @param source the partition
 */
record Lineage(ReaderSource source) {
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /**
   * Returns the offset of the first record that is lost of those up to {@code readUpTo}.
   *
   * @param leaderEpoch that of the last of them
   * @throws LogUnavailableException when the brokers do not answer in time
   */
  OptionalLong divergence(Position readUpTo, int leaderEpoch) {
    try {
      KafkaConsumer<byte[], byte[]> consumer = source.consumer();
      try {
        return divergence(consumer, readUpTo.offset() + 1, leaderEpoch);
      } finally {
        consumer.close(CloseOptions.timeout(CLOSE));
      }
    } catch (KafkaException e) {
      throw new LogUnavailableException("no answer about epochs of " + source.place(), e);
    }
  }

  private OptionalLong divergence(
      KafkaConsumer<byte[], byte[]> consumer, long next, int leaderEpoch) {
    long first = source.first(consumer);
    if (next < first) {
      return OptionalLong.empty();
    }
    TopicPartition place = source.place();
    try {
      // The consumer knows the present leader by now, so it asks that one about the epoch.
      consumer.seek(place, new OffsetAndMetadata(next, Optional.of(leaderEpoch), ""));
      var unused = consumer.position(place, ClientProperties.API_TIMEOUT);
      return OptionalLong.empty();
    } catch (LogTruncationException e) {
      // Without an offset: the brokers know no such epoch, so nothing of what was read stands.
      OffsetAndMetadata known = e.divergentOffsets().get(place);
      return OptionalLong.of(known == null ? first : Math.max(known.offset(), first));
    }
  }
}
