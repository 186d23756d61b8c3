package dev.baton.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** Carries records from a writer to a reader without a broker. */
public final class Records {

  /** Where all records of these tests stand. */
  static final TopicPartition PLACE = new TopicPartition("baton.events", 1);

  static final long OFFSET = 4711;
  static final Instant APPENDED = Instant.parse("2026-03-01T12:00:00.250Z");

  private Records() {}

  /** Returns a codec with a clock that stands still. */
  static EventCodec events() {
    AtomicLong ids = new AtomicLong();
    return new EventCodec(InstantSource.fixed(APPENDED), () -> "drawn-" + ids.incrementAndGet());
  }

  /** Returns a codec with a clock that stands still. */
  static CommandCodec commands() {
    AtomicLong ids = new AtomicLong();
    return new CommandCodec(InstantSource.fixed(APPENDED), () -> "drawn-" + ids.incrementAndGet());
  }

  /** Returns the record as a reader is handed it. */
  static ConsumerRecord<byte[], byte[]> delivered(ProducerRecord<byte[], byte[]> written) {
    return delivered(written.key(), written.headers(), written.value());
  }

  /** Returns a written record with another body. */
  static ConsumerRecord<byte[], byte[]> withBody(
      ProducerRecord<byte[], byte[]> written, byte[] body) {
    return delivered(written.key(), written.headers(), body);
  }

  static ConsumerRecord<byte[], byte[]> delivered(byte[] key, Headers headers, byte[] value) {
    return new ConsumerRecord<>(
        PLACE.topic(),
        PLACE.partition(),
        OFFSET,
        APPENDED.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        key == null ? -1 : key.length,
        value == null ? -1 : value.length,
        key,
        value,
        headers,
        Optional.of(3));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
