package dev.baton.log.kafka;

import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.model.Position;
import dev.baton.scheduling.RealTimeScheduling;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends plain records without ever blocking. The metadata of both topics is fetched before the
 * first send and kept up to date by the producer's own thread from then on.
 *
 * <p>A producer that reaches none of the brokers that it knows forgets the topics, and asks the
 * configured brokers anew. Until it knows the topics again it would refuse a record. So {@link
 * MetadataGate} holds the records back until then, in order (decision 003).
 */
final class Appender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
  private static final Duration METADATA_POLL = Duration.ofMillis(20);

  /**
   * How long closing waits for appends in flight. It is bounded, because a topic may be gone for
   * good.
   */
  private static final Duration CLOSE = Duration.ofSeconds(5);

  /** How much later than the producer itself an append is given up. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final KafkaLogSettings settings;
  private final KafkaProducer<byte[], byte[]> producer;
  private final MetadataGate held;

  Appender(KafkaLogSettings settings) {
    this.settings = settings;
    this.producer =
        RealTimeScheduling.amongFirst(
            () ->
                new KafkaProducer<>(
                    ClientProperties.hotProducer(settings),
                    new ByteArraySerializer(),
                    new ByteArraySerializer()));
    this.held = new MetadataGate(this::isKnown, METADATA_POLL);
  }

  /**
   * Waits until both topics are known.
   *
   * @param exactly whether they may have no other number of partitions than the settings say
   */
  void awaitReady(Duration deadline, boolean exactly) {
    long end = System.nanoTime() + deadline.toNanos();
    for (Topic topic : List.of(Topic.EVENTS, Topic.COMMANDS)) {
      String name = settings.topics().name(topic);
      int partitions = awaitPartitions(name, end);
      if (exactly && partitions != settings.topics().partitions()) {
        throw new IllegalStateException(
            "topic %s has %d partitions, not %d as configured"
                .formatted(name, partitions, settings.topics().partitions()));
      }
    }
  }

  private int awaitPartitions(String topic, long end) {
    while (true) {
      try {
        return producer.partitionsFor(topic).size();
      } catch (TimeoutException e) {
        if (System.nanoTime() >= end) {
          throw new LogUnavailableException(
              "no answer about topic %s from %s".formatted(topic, settings.bootstrapServers()), e);
        }
        Pause.of(METADATA_POLL);
      } catch (KafkaException e) {
        throw new LogUnavailableException("topic " + topic + " cannot be used", e);
      }
    }
  }

  /**
   * Sends a record; the stage completes on the producer's thread. The delivery timeout is enforced
   * here once more, because a producer that has no id yet does not enforce its own.
   */
  CompletionStage<Position> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Position> sent = new CompletableFuture<>();
    held.pass(record.topic(), sent, () -> handOver(record, sent));
    CompletableFuture<Position> done = new CompletableFuture<>();
    var unused =
        sent.orTimeout(settings.deliveryTimeout().plus(SLACK).toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (position, error) -> {
                  if (error == null) {
                    done.complete(position);
                  } else {
                    done.completeExceptionally(givenUp(record, error));
                  }
                });
    return done;
  }

  private void handOver(ProducerRecord<byte[], byte[]> record, CompletableFuture<Position> sent) {
    try {
      var unused = producer.send(record, (metadata, error) -> complete(sent, metadata, error));
    } catch (KafkaException | IllegalStateException e) {
      sent.completeExceptionally(e);
    }
  }

  /** True also for a closed producer: it then refuses the record itself. */
  private boolean isKnown(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (TimeoutException e) {
      return false;
    } catch (KafkaException | IllegalStateException e) {
      return true;
    }
  }

  private static void complete(
      CompletableFuture<Position> sent, RecordMetadata metadata, @Nullable Exception error) {
    if (error == null) {
      sent.complete(new Position(metadata.offset()));
    } else {
      sent.completeExceptionally(error);
    }
  }

  @Override
  public void close() {
    Duration patience = settings.deliveryTimeout();
    try {
      producer.close(patience.compareTo(CLOSE) < 0 ? patience : CLOSE);
    } catch (KafkaException e) {
      LOG.atWarn().setCause(e).log("The producer did not close in order");
    }
  }

  private static LogUnavailableException givenUp(
      ProducerRecord<byte[], byte[]> record, Throwable cause) {
    return new LogUnavailableException(
        "append to %s-%d was given up: %s".formatted(record.topic(), record.partition(), cause),
        cause);
  }
}
