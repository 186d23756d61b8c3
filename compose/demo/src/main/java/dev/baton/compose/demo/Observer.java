package dev.baton.compose.demo;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.Tail;
import dev.baton.log.Unrepeated;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Outcome;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Watches one cluster through the log, as any integration could: it folds the events read-only, and
 * keeps the audit lines. Thread-safe.
 */
public final class Observer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ClusterId cluster;
  private final Tail.Following<FoldReplica> log;
  private FoldReplica fold = FoldReplica.from(PartitionFold.standard(), List.of());
  private final List<AuditEntry> lines = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private final SortedMap<Epoch, Instant> assigned = new TreeMap<>();
  private final SortedMap<Epoch, NodeId> assignees = new TreeMap<>();

  /**
   * An actuator's report on a binding.
   *
   * @param at when it was appended
   * @param outcome the report
   */
  public record Told(Instant at, Outcome outcome) {}

  /**
   * Starts to watch.
   *
   * @throws dev.baton.log.LogUnavailableException when the log does not answer within 30 s
   */
  public Observer(EventLog log, ClusterId cluster) {
    this.cluster = cluster;
    this.log = Tail.within(log, log.partitionOf(cluster), PATIENCE, this::begin);
  }

  private synchronized FoldReplica begin(Tail.Start start) {
    fold = FoldReplica.from(PartitionFold.standard(), start.snapshots());
    var unusedEvents =
        start.events(
            StartAt.offset(fold.eventsFrom()).withoutHurry(),
            delivery -> delivery.match(new Folding()));
    var unusedAudit =
        start.audit(
            StartAt.BEGINNING.withoutHurry(),
            new Unrepeated(delivery -> delivery.match(new Keeping())));
    var unusedCommands =
        start.commands(StartAt.BEGINNING.withoutHurry(), delivery -> delivery.match(new Noting()));
    return fold;
  }

  /** Returns the cluster's state, as far as the log was read. */
  public synchronized ClusterState state() {
    return fold.model().clusters().get(cluster).orElseGet(() -> ClusterState.empty(cluster));
  }

  /**
   * Returns the number of audit lines of the cluster that were read so far, as a mark for later.
   */
  public synchronized int mark() {
    return lines.size();
  }

  /** Returns the cluster's audit lines from a mark on. */
  public synchronized List<AuditEntry> linesFrom(int mark) {
    return List.copyOf(lines.subList(mark, lines.size()));
  }

  /** Returns the holder that has confirmed that it holds the VIPs. */
  public static Optional<AssignmentState.Held> holder(ClusterState state) {
    return state.assignment() instanceof AssignmentState.Held held && held.confirmed()
        ? Optional.of(held)
        : Optional.empty();
  }

  /**
   * Waits for a state of the cluster.
   *
   * @return whether it came in time
   */
  public synchronized boolean awaitState(Predicate<ClusterState> wanted, Duration deadline) {
    return awaitTrue(() -> wanted.test(state()), deadline);
  }

  /**
   * Waits for an audit line after a mark.
   *
   * @return whether it came in time
   */
  public synchronized boolean awaitLine(int mark, Predicate<AuditEntry> wanted, Duration deadline) {
    return awaitTrue(() -> linesFrom(mark).stream().anyMatch(wanted), deadline);
  }

  private boolean awaitTrue(java.util.function.BooleanSupplier condition, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns the reports of actuators that were read so far. */
  public synchronized List<Told> told() {
    return List.copyOf(told);
  }

  /**
   * Waits for a report of an actuator.
   *
   * @param after how many of {@link #told} to skip
   * @return empty if it did not come in time
   */
  public synchronized Optional<Told> awaitTold(
      int after, Predicate<Outcome> wanted, Duration deadline) {
    boolean unused = awaitTrue(() -> toldAfter(after, wanted).isPresent(), deadline);
    return toldAfter(after, wanted);
  }

  private Optional<Told> toldAfter(int after, Predicate<Outcome> wanted) {
    return told.stream().skip(after).filter(each -> wanted.test(each.outcome())).findFirst();
  }

  /** Returns when the assignment of that epoch was first appended to the commands topic. */
  public synchronized Optional<Instant> assignedAt(Epoch epoch) {
    return Optional.ofNullable(assigned.get(epoch));
  }

  /**
   * Returns the nodes to which the VIPs were assigned from an epoch on, as far as the log was read.
   */
  public synchronized SortedMap<Epoch, NodeId> assigneesFrom(Epoch first) {
    return new TreeMap<>(assignees.tailMap(first));
  }

  /**
   * Waits until the events were read up to a position.
   *
   * @return whether they were in time
   */
  public synchronized boolean awaitRead(Position position, Duration deadline) {
    return awaitTrue(() -> fold.model().partition().folded().compareTo(position) >= 0, deadline);
  }

  private synchronized Optional<CommandRecord> noted(Delivered.Decoded<CommandRecord> delivery) {
    boolean ours = delivery.value().cluster().equals(Optional.of(cluster));
    if (ours && delivery.value().command() instanceof Command.Assign assign) {
      Instant unused = assigned.putIfAbsent(assign.epoch(), delivery.timestamp());
    }
    return Optional.of(delivery.value());
  }

  private synchronized Optional<FactRecord> folded(Delivered.Decoded<FactRecord> delivery) {
    fold.apply(delivery.value());
    boolean ours = delivery.value().cluster().equals(Optional.of(cluster));
    if (ours && delivery.value().fact() instanceof Outcome outcome) {
      told.add(new Told(delivery.timestamp(), outcome));
    }
    ClusterState now = state();
    now.assignment().assignee().ifPresent(node -> assignees.put(now.epoch(), node));
    notifyAll();
    return Optional.of(delivery.value());
  }

  private synchronized Optional<FactRecord> skipped(long offset) {
    fold.skip(new Position(offset));
    return Optional.empty();
  }

  private synchronized Optional<AuditEntry> kept(AuditEntry line) {
    if (line.cluster().filter(cluster::equals).isPresent()) {
      lines.add(line);
      notifyAll();
    }
    return Optional.of(line);
  }

  @Override
  public void close() {
    log.close();
  }

  private final class Folding implements Delivered.Cases<FactRecord, Optional<FactRecord>> {
    @Override
    public Optional<FactRecord> decoded(Delivered.Decoded<FactRecord> delivery) {
      return folded(delivery);
    }

    @Override
    public Optional<FactRecord> undecodable(Delivered.Undecodable<FactRecord> delivery) {
      return skipped(delivery.offset());
    }

    @Override
    public Optional<FactRecord> truncated(Delivered.Truncated<FactRecord> delivery) {
      throw new IllegalStateException("the events are shorter than what was read: " + delivery);
    }
  }

  private final class Noting implements Delivered.Cases<CommandRecord, Optional<CommandRecord>> {
    @Override
    public Optional<CommandRecord> decoded(Delivered.Decoded<CommandRecord> delivery) {
      return noted(delivery);
    }

    @Override
    public Optional<CommandRecord> undecodable(Delivered.Undecodable<CommandRecord> delivery) {
      return Optional.empty();
    }

    @Override
    public Optional<CommandRecord> truncated(Delivered.Truncated<CommandRecord> delivery) {
      return Optional.empty();
    }
  }

  private final class Keeping implements Delivered.Cases<AuditEntry, Optional<AuditEntry>> {
    @Override
    public Optional<AuditEntry> decoded(Delivered.Decoded<AuditEntry> delivery) {
      return kept(delivery.value());
    }

    @Override
    public Optional<AuditEntry> undecodable(Delivered.Undecodable<AuditEntry> delivery) {
      return Optional.empty();
    }

    @Override
    public Optional<AuditEntry> truncated(Delivered.Truncated<AuditEntry> delivery) {
      return Optional.empty();
    }
  }
}
