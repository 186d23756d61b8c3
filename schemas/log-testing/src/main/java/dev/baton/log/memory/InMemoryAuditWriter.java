package dev.baton.log.memory;

import dev.baton.log.EventLog;
import dev.baton.log.FencedException;
import dev.baton.log.Topic;
import dev.baton.log.WireFormat;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.state.Snapshot;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes audit and state of a partition; of two, only the later claimer's commits count. */
final class InMemoryAuditWriter implements EventLog.AuditWriter {

  private final Store store;
  private final WireFormat wire;
  private final Client client;
  private final int partition;
  private OptionalLong claim = OptionalLong.empty();

  InMemoryAuditWriter(Store store, WireFormat wire, Client client, int partition) {
    this.store = store;
    this.wire = wire;
    this.client = client;
    this.partition = partition;
  }

  @Override
  public void claim() {
    client.requireReachable("claim partition " + partition);
    claim = OptionalLong.of(store.claim(partition));
  }

  @Override
  public void commit(List<AuditEntry> lines, List<Snapshot> snapshots) {
    long own =
        claim.orElseThrow(
            () -> new IllegalStateException("partition " + partition + " was not claimed"));
    TopicPartition audit = store.partition(Topic.AUDIT, partition).place();
    TopicPartition state = store.partition(Topic.STATE, partition).place();
    List<ProducerRecord<byte[], byte[]>> audits =
        lines.stream().map(line -> wire.audit(audit, line)).toList();
    List<ProducerRecord<byte[], byte[]>> states =
        snapshots.stream().map(snapshot -> wire.state(state, snapshot)).toList();
    Fault fault = client.fault();
    switch (fault) {
      case NONE -> commit(own, audits, states);
      case ACKNOWLEDGEMENTS_LOST -> {
        commit(own, audits, states);
        throw unknown(fault);
      }
      case APPENDS_FAIL, CUT_OFF -> throw unknown(fault);
    }
  }

  private void commit(
      long own,
      List<ProducerRecord<byte[], byte[]>> audits,
      List<ProducerRecord<byte[], byte[]>> states) {
    client.requireReachable("commit to partition " + partition);
    if (!store.commit(partition, own, audits, states)) {
      claim = OptionalLong.empty();
      throw new FencedException(
          "partition " + partition + " was claimed by a later writer",
          new IllegalStateException("claim " + own));
    }
  }

  private RuntimeException unknown(Fault fault) {
    claim = OptionalLong.empty();
    return Client.unavailable("commit to partition " + partition + ": " + fault);
  }

  @Override
  public void close() {
    claim = OptionalLong.empty();
  }
}
