package dev.baton.codec;

import dev.baton.model.ClusterId;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a body: the CloudEvents attributes as Kafka headers, and the record's key
 * (CloudEvents 1.0.2, Kafka protocol binding, section 3.2, binary content mode).
 *
 * @param type the record's type, for example {@code dev.baton.fact.keepalive.v1}
 * @param cluster the cluster, which is the subject and the key; empty if the record concerns a
 *     whole partition
 * @param id unique for each distinct event of the same source
 * @param time when the record was made, by its writer's clock, for people. Empty for records that
 *     are repeated many times a second and kept for days: to save room these state neither the
 *     time, which Kafka's timestamp gives, nor the content type
 */
record Envelope(String type, Optional<ClusterId> cluster, String id, Optional<Instant> time) {

  private static final String CONTENT_TYPE = "application/json";
  private static final String CONTENT_TYPE_HEADER = "content-type";
  private static final String TYPE_HEADER = "ce_type";
  private static final String SUBJECT_HEADER = "ce_subject";

  /** Returns a Kafka record of this envelope and the body. */
  ProducerRecord<byte[], byte[]> enclose(TopicPartition place, byte[] body) {
    CloudEventBuilder event =
        CloudEventBuilder.v1().withId(id).withType(type).withSource(source(place.partition()));
    time.ifPresentOrElse(
        when -> event.withTime(when.atOffset(ZoneOffset.UTC)).withData(CONTENT_TYPE, body),
        () -> event.withData(body));
    cluster.ifPresent(subject -> event.withSubject(subject.value()));
    byte @Nullable [] key = cluster.map(Envelope::key).orElse(null);
    return KafkaMessageFactory.createWriter(place.topic(), place.partition(), key)
        .writeBinary(event.build());
  }

  /**
   * Reads the envelope of a Kafka record.
   *
   * @throws MalformedFactException when the record is no CloudEvent in binary mode with a JSON
   *     body, or its key and subject differ
   */
  static Envelope open(ConsumerRecord<byte[], byte[]> record) {
    requireValues(record.headers());
    requireJson(record.headers());
    CloudEvent event = event(record);
    Optional<ClusterId> cluster = Optional.ofNullable(event.getSubject()).map(Envelope::cluster);
    byte @Nullable [] key = record.key();
    if (!Arrays.equals(key, cluster.map(Envelope::key).orElse(null))) {
      throw new MalformedFactException(
          "key", quote(key) + " differs from ce_subject " + quote(event.getSubject()));
    }
    Optional<Instant> time = Optional.ofNullable(event.getTime()).map(OffsetDateTime::toInstant);
    return new Envelope(event.getType(), cluster, event.getId(), time);
  }

  /** Returns the key of a cluster's records. */
  static byte[] key(ClusterId cluster) {
    return cluster.value().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns this envelope if it is of that type. */
  Envelope requireType(String expected) {
    if (!type.equals(expected)) {
      throw unknownType();
    }
    return this;
  }

  /** Checks that the cluster in a body is the cluster of the record's key. */
  static void requireSame(String where, ClusterId cluster, ClusterId inBody) {
    if (!cluster.equals(inBody)) {
      throw new MalformedFactException(
          where, "\"" + inBody + "\" differs from ce_subject \"" + cluster + "\"");
    }
  }

  /** Returns the cluster. Throws if there is none, because the record's type needs one. */
  ClusterId requireCluster() {
    return cluster.orElseThrow(
        () -> new MalformedFactException(SUBJECT_HEADER, "is missing, " + type + " needs it"));
  }

  /** Checks that there is no cluster, because the record's type concerns a whole partition. */
  void requireNoCluster() {
    cluster.ifPresent(
        subject -> {
          throw new MalformedFactException(
              SUBJECT_HEADER, "\"" + subject + "\" stands here, " + type + " has none");
        });
  }

  /** Returns the exception for a type that the topic does not have. */
  MalformedFactException unknownType() {
    return new MalformedFactException(
        TYPE_HEADER, "\"" + MalformedFactException.quote(type) + "\" is not known here");
  }

  private URI source(int partition) {
    return URI.create(
        cluster.map(id -> "/clusters/" + id.value()).orElseGet(() -> "/partitions/" + partition));
  }

  private static CloudEvent event(ConsumerRecord<byte[], byte[]> record) {
    try {
      return KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();
    } catch (CloudEventRWException
        | IllegalStateException
        | IllegalArgumentException
        | DateTimeException e) {
      throw new MalformedFactException("headers", "no CloudEvent 1.0: " + e.getMessage(), e);
    }
  }

  /** Kafka allows a header without a value, CloudEvents does not. */
  private static void requireValues(Headers headers) {
    for (Header header : headers) {
      if (header.value() == null) {
        throw new MalformedFactException(
            "header " + MalformedFactException.quote(header.key()), "has no value");
      }
    }
  }

  private static void requireJson(Headers headers) {
    Header header = headers.lastHeader(CONTENT_TYPE_HEADER);
    if (header == null) {
      return; // A record without a content type is JSON.
    }
    String type = new String(header.value(), StandardCharsets.UTF_8).split(";", 2)[0];
    if (!type.strip().equalsIgnoreCase(CONTENT_TYPE)) {
      throw new MalformedFactException(
          CONTENT_TYPE_HEADER,
          "\"" + MalformedFactException.quote(type) + "\" is not " + CONTENT_TYPE);
    }
  }

  private static ClusterId cluster(String subject) {
    try {
      return new ClusterId(subject);
    } catch (IllegalArgumentException e) {
      throw new MalformedFactException(SUBJECT_HEADER, String.valueOf(e.getMessage()), e);
    }
  }

  private static String quote(byte @Nullable [] key) {
    return quote(key == null ? null : new String(key, StandardCharsets.UTF_8));
  }

  private static String quote(@Nullable String text) {
    return text == null ? "(none)" : "\"" + MalformedFactException.quote(text) + "\"";
  }
}
