package dev.baton.log.kafka;

import dev.baton.log.EventLog;
import dev.baton.log.FencedException;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.WireFormat;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Audit and state of a partition in Kafka transactions. After every failure the producer is thrown
 * away: the next claim begins anew, and its initTransactions ends whatever was left open.
 *
 * <p>A writer whose transaction outlasted its timeout (a process frozen in the midst of a commit)
 * is fenced by the broker just as by a later claimer.
 */
final class KafkaAuditWriter implements EventLog.AuditWriter {

  private final KafkaLogSettings settings;
  private final WireFormat wire;
  private final TopicPartition audit;
  private final TopicPartition state;
  private Optional<KafkaProducer<byte[], byte[]>> producer = Optional.empty();

  KafkaAuditWriter(KafkaLogSettings settings, WireFormat wire, int partition) {
    this.settings = settings;
    this.wire = wire;
    this.audit = new TopicPartition(settings.topics().name(Topic.AUDIT), partition);
    this.state = new TopicPartition(settings.topics().name(Topic.STATE), partition);
  }

  @Override
  public void claim() {
    close();
    KafkaProducer<byte[], byte[]> fresh =
        new KafkaProducer<>(
            ClientProperties.transactionalProducer(settings, audit.partition()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer = Optional.of(fresh);
    try {
      fresh.initTransactions();
    } catch (KafkaException e) {
      close();
      throw new LogUnavailableException(
          "partition " + audit.partition() + " could not be claimed: " + e.getMessage(), e);
    }
  }

  @Override
  public void commit(List<AuditEntry> lines, List<Snapshot> snapshots) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    lines.forEach(line -> records.add(wire.audit(audit, line)));
    snapshots.forEach(snapshot -> records.add(wire.state(state, snapshot)));
    KafkaProducer<byte[], byte[]> claimed =
        producer.orElseThrow(
            () -> new IllegalStateException("partition " + audit.partition() + " is not claimed"));
    try {
      claimed.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        var unused = claimed.send(record); // A failed one fails the commit.
      }
      claimed.commitTransaction();
    } catch (KafkaException e) {
      close();
      throw failure(e);
    }
  }

  @Override
  public void close() {
    producer.ifPresent(open -> open.close(Duration.ZERO));
    producer = Optional.empty();
  }

  private RuntimeException failure(KafkaException e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException
          || cause instanceof FencedInstanceIdException) {
        return new FencedException(
            "partition " + audit.partition() + " was claimed by a later writer", e);
      }
    }
    return new LogUnavailableException(
        "commit to partition " + audit.partition() + " has no known outcome: " + e.getMessage(), e);
  }
}
