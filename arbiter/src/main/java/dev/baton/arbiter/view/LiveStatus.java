package dev.baton.arbiter.view;

import dev.baton.log.EventLog;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.model.ClusterId;
import dev.baton.model.state.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The status as it changes. Used by one thread; closes its readers, not the log. */
public final class LiveStatus implements AutoCloseable {

  private static final long POLL_MS = 5;

  private final List<LivePartition> partitions = new ArrayList<>();
  private final EventLog log;
  private final Optional<ClusterId> only;

  private LiveStatus(EventLog log, Optional<ClusterId> only) {
    this.log = log;
    this.only = only;
  }

  /**
   * Begins to follow one cluster, or all.
   *
   * @param patience how long to try to begin with a partition
   * @throws LogUnavailableException when the log does not answer in that time
   */
  public static LiveStatus open(EventLog log, Optional<ClusterId> only, Duration patience) {
    LiveStatus status = new LiveStatus(log, only);
    try {
      for (int partition : partitions(log, only)) {
        status.partitions.add(new LivePartition(log, partition, patience));
      }
      return status;
    } catch (LogUnavailableException e) {
      status.close();
      throw e;
    }
  }

  /**
   * Begins to follow all clusters, that one among them although nothing may be committed of it yet.
   *
   * @param patience how long to try to begin with a partition
   * @throws LogUnavailableException when the log does not answer in that time
   */
  public static LiveStatus openAll(EventLog log, ClusterId one, Duration patience) {
    LiveStatus status = new LiveStatus(log, Optional.empty());
    try {
      SortedSet<Integer> all = partitions(log, Optional.empty());
      all.add(log.partitionOf(one));
      for (int partition : all) {
        status.partitions.add(new LivePartition(log, partition, patience));
      }
      return status;
    } catch (LogUnavailableException e) {
      status.close();
      throw e;
    }
  }

  /** Only partitions that have clusters; the first one always, for its arbiters. */
  private static SortedSet<Integer> partitions(EventLog log, Optional<ClusterId> only) {
    SortedSet<Integer> partitions = new TreeSet<>();
    if (only.isPresent()) {
      partitions.add(log.partitionOf(only.orElseThrow()));
      return partitions;
    }
    partitions.add(0);
    for (int partition = 0; partition < log.partitions(); partition++) {
      if (log.bounds(Topic.STATE, partition).end() > 0) {
        partitions.add(partition);
      }
    }
    return partitions;
  }

  /**
   * Takes in everything that stands in the log.
   *
   * @throws LogUnavailableException when that takes longer than {@code patience}
   */
  public void catchUp(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!follow() || looksFurtherBack(patience)) {
      if (System.nanoTime() > deadline) {
        throw new LogUnavailableException(
            "the log was not read to its end within " + patience.toMillis() + " ms",
            new TimeoutException());
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LogUnavailableException("interrupted while reading", e);
      }
    }
  }

  private boolean looksFurtherBack(Duration patience) {
    boolean further = false;
    for (ListIterator<LivePartition> each = partitions.listIterator(); each.hasNext(); ) {
      Optional<LivePartition> anew = each.next().furtherBack(log, patience);
      anew.ifPresent(each::set);
      further |= anew.isPresent();
    }
    return further;
  }

  /** Takes in what has arrived; tells whether that was everything there is. */
  public boolean follow() {
    boolean atEnd = true;
    for (LivePartition partition : partitions) {
      atEnd &= partition.follow();
    }
    return atEnd;
  }

  /** Returns the status by what was taken in. */
  public Status status(Instant now) {
    List<ClusterState> clusters =
        partitions.stream()
            .flatMap(partition -> partition.clusters().stream())
            .filter(state -> only.isEmpty() || only.equals(Optional.of(state.cluster())))
            .sorted(Comparator.comparing(ClusterState::cluster))
            .toList();
    List<Status.Arbiter> arbiters =
        partitions.stream().flatMap(partition -> partition.arbiters(now).stream()).toList();
    return new Status(now, clusters, arbiters, log.findings());
  }

  @Override
  public void close() {
    partitions.forEach(LivePartition::close);
  }
}
