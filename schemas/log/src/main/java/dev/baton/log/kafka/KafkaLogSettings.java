package dev.baton.log.kafka;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a log on Kafka is reached.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param topics the four topics
 * @param clientProperties further properties of every Kafka client, above all {@code security.*},
 *     {@code sasl.*} and {@code ssl.*}; those on which the promises of a log depend are refused
 * @param deliveryTimeout how long the log tries an append before it gives it up, 1 s to 10 min
 * @param clientId what the clients call themselves, for the broker's logs and metrics
 */
public record KafkaLogSettings(
    String bootstrapServers,
    TopicSettings topics,
    SortedMap<String, String> clientProperties,
    Duration deliveryTimeout,
    String clientId) {

  /** If these were set otherwise, there would be no order, no fencing or no bound on blocking. */
  private static final Set<String> OURS =
      Set.of(
          "acks",
          "allow.auto.create.topics",
          "auto.offset.reset",
          "bootstrap.controllers",
          "bootstrap.servers",
          "client.id",
          "delivery.timeout.ms",
          "enable.auto.commit",
          "enable.idempotence",
          "enable.metrics.push",
          "fetch.max.wait.ms",
          "fetch.min.bytes",
          "group.id",
          "group.instance.id",
          "group.protocol",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "linger.ms",
          "max.block.ms",
          "max.in.flight.requests.per.connection",
          "max.poll.records",
          "max.request.size",
          "metadata.max.idle.ms",
          "metadata.recovery.strategy",
          "partition.assignment.strategy",
          "partitioner.class",
          "partitioner.ignore.keys",
          "retries",
          "transaction.timeout.ms",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  /** Checks the ranges and freezes the properties. */
  public KafkaLogSettings {
    clientProperties = Collections.unmodifiableSortedMap(new TreeMap<>(clientProperties));
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("bootstrap-servers: is empty");
    }
    if (deliveryTimeout.compareTo(Duration.ofSeconds(1)) < 0
        || deliveryTimeout.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException(
          "delivery-timeout: " + deliveryTimeout.toMillis() + " ms is not within 1 s to 10 min");
    }
    Set<String> taken = new TreeSet<>(clientProperties.keySet());
    taken.retainAll(OURS);
    if (!taken.isEmpty()) {
      throw new IllegalArgumentException(
          "client-properties: " + taken + " cannot be changed, the log's promises rest on them");
    }
  }

  /** Returns the properties of Kafka's clients that cannot be set. */
  public static SortedSet<String> reserved() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(OURS));
  }

  /** Returns the settings for that Kafka with everything else at its default. */
  public static KafkaLogSettings of(String bootstrapServers) {
    return new KafkaLogSettings(
        bootstrapServers,
        TopicSettings.DEFAULT,
        new TreeMap<>(Map.of()),
        Duration.ofSeconds(10),
        "baton");
  }

  /** Returns these settings with other topics. */
  public KafkaLogSettings withTopics(TopicSettings other) {
    return new KafkaLogSettings(
        bootstrapServers, other, clientProperties, deliveryTimeout, clientId);
  }

  /** Returns these settings with another delivery timeout. */
  public KafkaLogSettings withDeliveryTimeout(Duration other) {
    return new KafkaLogSettings(bootstrapServers, topics, clientProperties, other, clientId);
  }

  /** Returns these settings under another client id. */
  public KafkaLogSettings withClientId(String other) {
    return new KafkaLogSettings(bootstrapServers, topics, clientProperties, deliveryTimeout, other);
  }
}
