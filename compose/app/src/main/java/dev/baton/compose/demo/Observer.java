package dev.baton.compose.demo;

import dev.baton.arbiter.core.LiveFold;
import dev.baton.arbiter.core.PartitionFold;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.model.AuditEntry;
import dev.baton.model.ClusterId;
import dev.baton.model.ClusterState;
import dev.baton.model.Entry;
import dev.baton.model.Position;
import dev.baton.model.Tenure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Watches one cluster through the log, as any integration could: folds the events read-only, and
 * keeps the audit lines. Thread-safe.
 */
public final class Observer implements AutoCloseable {
  private final ClusterId cluster;
  private final LiveFold fold;
  private final EventLog.Reader events;
  private final EventLog.Reader audit;
  private final List<AuditEntry> lines = new ArrayList<>();

  /** Begins to watch. */
  public Observer(EventLog log, ClusterId cluster) {
    this.cluster = cluster;
    int partition = log.partitionOf(cluster);
    this.fold = LiveFold.from(PartitionFold.standard(), log.latestSnapshots(partition));
    this.events =
        log.readEvents(
            partition,
            StartAt.offset(fold.eventsFrom()).withoutHurry(),
            delivery -> delivery.match(new Folding()));
    this.audit =
        log.readAudit(
            partition, StartAt.BEGINNING.withoutHurry(), delivery -> delivery.match(new Keeping()));
  }

  /** Returns the cluster's state as far as the log was read. */
  public synchronized ClusterState state() {
    return Optional.ofNullable(fold.model().clusters().get(cluster))
        .orElseGet(() -> ClusterState.empty(cluster));
  }

  /** Returns how many audit lines of the cluster were read so far. */
  public synchronized int mark() {
    return lines.size();
  }

  /** Returns the cluster's audit lines from a mark on. */
  public synchronized List<AuditEntry> linesFrom(int mark) {
    return List.copyOf(lines.subList(mark, lines.size()));
  }

  /** Returns who holds the VIPs and has said so. */
  public static Optional<Tenure.Held> holder(ClusterState state) {
    return state.tenure() instanceof Tenure.Held held && held.confirmed()
        ? Optional.of(held)
        : Optional.empty();
  }

  /**
   * Waits for a state.
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

  private synchronized Optional<Entry> folded(Delivered.Decoded<Entry> delivery) {
    fold.apply(delivery.value());
    notifyAll();
    return Optional.of(delivery.value());
  }

  private synchronized Optional<Entry> skipped(long offset) {
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
    events.close();
    audit.close();
  }

  private final class Folding implements Delivered.Cases<Entry, Optional<Entry>> {
    @Override
    public Optional<Entry> decoded(Delivered.Decoded<Entry> delivery) {
      return folded(delivery);
    }

    @Override
    public Optional<Entry> undecodable(Delivered.Undecodable<Entry> delivery) {
      return skipped(delivery.offset());
    }

    @Override
    public Optional<Entry> truncated(Delivered.Truncated<Entry> delivery) {
      throw new IllegalStateException("the events are shorter than what was read: " + delivery);
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
