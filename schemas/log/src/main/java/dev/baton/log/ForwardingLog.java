package dev.baton.log;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A log that forwards every call to another one. Subclasses change some of the calls. Closing it
 * closes the other.
 */
public abstract class ForwardingLog implements EventLog {
  private final EventLog log;

  /** Forwards to that log. */
  protected ForwardingLog(EventLog log) {
    this.log = log;
  }

  @Override
  public int partitions() {
    return log.partitions();
  }

  @Override
  public int partitionOf(ClusterId cluster) {
    return log.partitionOf(cluster);
  }

  @Override
  public CompletionStage<Position> append(ClusterId cluster, Fact fact) {
    return log.append(cluster, fact);
  }

  @Override
  public List<CompletionStage<Position>> appendTogether(ClusterId cluster, List<Fact> facts) {
    return log.appendTogether(cluster, facts);
  }

  @Override
  public CompletionStage<Position> appendToPartition(int partition, Fact fact) {
    return log.appendToPartition(partition, fact);
  }

  @Override
  public CompletionStage<Position> write(int partition, CommandRecord order) {
    return log.write(partition, order);
  }

  @Override
  public Reader readEvents(int partition, StartAt from, Consumer<Delivered<FactRecord>> sink) {
    return log.readEvents(partition, from, sink);
  }

  @Override
  public Reader readCommands(int partition, StartAt from, Consumer<Delivered<CommandRecord>> sink) {
    return log.readCommands(partition, from, sink);
  }

  @Override
  public Reader readAudit(int partition, StartAt from, Consumer<Delivered<AuditEntry>> sink) {
    return log.readAudit(partition, from, sink);
  }

  @Override
  public Reader readState(int partition, StartAt from, Consumer<Delivered<Snapshot>> sink) {
    return log.readState(partition, from, sink);
  }

  @Override
  public List<Snapshot> latestSnapshots(int partition) {
    return log.latestSnapshots(partition);
  }

  @Override
  public Bounds bounds(Topic topic, int partition) {
    return log.bounds(topic, partition);
  }

  @Override
  public OptionalLong divergence(int partition, Position readUpTo, int leaderEpoch) {
    return log.divergence(partition, readUpTo, leaderEpoch);
  }

  @Override
  public Membership join(String group, Membership.Shares shares) {
    return log.join(group, shares);
  }

  @Override
  public List<TopicFinding> findings() {
    return log.findings();
  }

  @Override
  public Set<InetSocketAddress> servers() {
    return log.servers();
  }

  @Override
  public AuditWriter auditWriter(int partition) {
    return log.auditWriter(partition);
  }

  @Override
  public void close() {
    log.close();
  }
}
