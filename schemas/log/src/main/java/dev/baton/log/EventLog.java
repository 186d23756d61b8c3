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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The port to the ordered log, by which all processes of Baton communicate. Thread-safe.
 *
 * <p>Appends of one {@code EventLog} to one partition keep their order, are retried until the
 * writer's delivery timeout without being duplicated, and are acknowledged when every in-sync
 * replica has them. A failed append may still appear in the log later.
 */
public interface EventLog extends AutoCloseable {

  /** Returns how many partitions each topic has; fixed for the log's life. */
  int partitions();

  /** Returns the partition that a cluster's key hashes to. */
  int partitionOf(ClusterId cluster);

  /**
   * Appends a cluster's fact to the events topic. Does not block.
   *
   * @return completes with its position when acknowledged; exceptionally with {@link
   *     LogUnavailableException} when the log gave it up. It completes on a thread of the log, so
   *     dependent stages must not block
   * @throws IllegalArgumentException when the fact cannot be written: it belongs to a partition, or
   *     is over 1 MiB as text
   */
  CompletionStage<Position> append(ClusterId cluster, Fact fact);

  /**
   * Appends several facts of a cluster in this order, and if possible in one request, so that they
   * arrive together; otherwise as {@link #append(ClusterId, Fact)}.
   *
   * @return one stage for each of them, in the same order
   */
  default List<CompletionStage<Position>> appendTogether(ClusterId cluster, List<Fact> facts) {
    return facts.stream().map(fact -> append(cluster, fact)).toList();
  }

  /** Appends a partition's own fact; otherwise as {@link #append(ClusterId, Fact)}. */
  CompletionStage<Position> appendToPartition(int partition, Fact fact);

  /** Writes a command to the commands topic; completes with its offset there. */
  CompletionStage<Position> write(int partition, CommandRecord order);

  /**
   * Reads the events of a partition.
   *
   * @param from where to begin
   * @param sink called in order, on the reader's own thread, for each delivery; must not block. If
   *     it throws, the reader ends and its thread's uncaught exception handler is told
   */
  Reader readEvents(int partition, StartAt from, Consumer<Delivered<FactRecord>> sink);

  /** Reads the commands of a partition; otherwise as {@link #readEvents}. */
  Reader readCommands(int partition, StartAt from, Consumer<Delivered<CommandRecord>> sink);

  /**
   * Reads the committed audit lines of a partition, as they stand there; otherwise as {@link
   * #readEvents}. They are in order, but a line may stand there twice: see {@link Unrepeated}.
   */
  Reader readAudit(int partition, StartAt from, Consumer<Delivered<AuditEntry>> sink);

  /** Reads the committed snapshots of a partition; otherwise as {@link #readEvents}. */
  Reader readState(int partition, StartAt from, Consumer<Delivered<Snapshot>> sink);

  /**
   * Returns the newest committed snapshot of each cluster of a partition, oldest first. Blocks for
   * as long as reading the compacted topic takes, at most the client's default API timeout.
   *
   * @throws LogUnavailableException when the log does not answer
   */
  List<Snapshot> latestSnapshots(int partition);

  /**
   * Returns the first offset of a topic's partition that is still kept, and the end (exclusive).
   *
   * @throws LogUnavailableException when the log does not answer
   */
  Bounds bounds(Topic topic, int partition);

  /**
   * Returns where the events part from those that somebody has read: the offset of the first one
   * that is lost, whether others stand in the places of the lost ones by now or not. Empty if all
   * that was read still stands, or is no longer kept.
   *
   * @param readUpTo the last event that was read
   * @param leaderEpoch that event's, as {@link Delivered.Decoded#leaderEpoch}
   * @throws LogUnavailableException when the log does not answer
   */
  OptionalLong divergence(int partition, Position readUpTo, int leaderEpoch);

  /**
   * Joins the group of that name, whose members share the partitions. Returns at once. The member
   * learns its partitions when the others have agreed, also after the log did not answer for a
   * while.
   *
   * @param group the name: up to 100 of lower-case letters, digits and hyphens
   */
  Membership join(String group, Membership.Shares shares);

  /**
   * Returns what was wrong with the topics when they were last checked, some seconds ago. Empty if
   * nothing was wrong, or if nobody checks. Does not block.
   */
  default List<TopicFinding> findings() {
    return List.of();
  }

  /**
   * Returns the addresses and ports of the servers that keep the log, as they were some seconds
   * ago; empty if they are not known. Does not block. A host that held one of these addresses as a
   * VIP would cut itself off. A host that shut its own broker's port would cut off others.
   */
  default Set<InetSocketAddress> servers() {
    return Set.of();
  }

  /** Returns a writer of audit and state for a partition. None of its calls is on a hot path. */
  AuditWriter auditWriter(int partition);

  @Override
  void close();

  /**
   * What is kept of a partition.
   *
   * @param first the first offset kept
   * @param end the offset after the last one
   */
  record Bounds(long first, long end) {}

  /**
   * Where a reader begins, and how it goes on.
   *
   * @param offset the offset to begin at; empty: at the end, so that only new records are read. An
   *     offset that is no longer kept begins at the first that is; one past the end is reported as
   *     {@link Delivered.Truncated}
   * @param unhurried whether this reader always batches: records may arrive up to 100 ms late,
   *     which saves processor time for readers that somebody waits for
   * @param exact whether an offset that is no longer kept when the reader begins is reported as
   *     {@link Delivered.Truncated} as well
   */
  record StartAt(Optional<Long> offset, boolean unhurried, boolean exact) {
    /** Only new records. */
    public static final StartAt END = new StartAt(Optional.empty(), false, false);

    /** Everything that is kept. */
    public static final StartAt BEGINNING = offset(0);

    /** Returns the place of that offset. */
    public static StartAt offset(long offset) {
      return new StartAt(Optional.of(offset), false, false);
    }

    /** Returns the same place for a reader that batches, because nobody waits for it. */
    public StartAt withoutHurry() {
      return new StartAt(offset, true, exact);
    }

    /** Returns the same place for a reader that must be told if it is no longer kept. */
    public StartAt exactly() {
      return new StartAt(offset, unhurried, true);
    }

    /** Returns the same place, or that offset if it comes later. */
    public StartAt notBefore(long first) {
      return new StartAt(offset.map(wanted -> Math.max(wanted, first)), unhurried, exact);
    }
  }

  /** A running reader. Close stops it, and waits until its thread has left the sink. */
  interface Reader extends AutoCloseable {

    /**
     * Tells whether the reader believes that it is at the end of the log: the last poll that the
     * broker answered returned no further record.
     */
    boolean caughtUp();

    /**
     * Lets the reader rest, or wakes it. A resting reader batches: records may arrive up to 50 ms
     * late. Use it while nobody waits for this reader. Its place and what it knows of the log stay
     * as they are. Returns at once.
     */
    void rest(boolean resting);

    @Override
    void close();
  }

  /**
   * Writes audit and state in transactions under {@code transactional.id =
   * baton-arbiter-<partition>}, so that of two writers only the commits of the one that claimed
   * later count. Used by one thread.
   */
  interface AuditWriter extends AutoCloseable {

    /**
     * Fences every earlier writer of the partition. May take seconds on a fresh cluster.
     *
     * @throws LogUnavailableException when the log does not answer
     */
    void claim();

    /**
     * Commits audit lines and snapshots together.
     *
     * @throws FencedException when a later writer has claimed the partition
     * @throws LogUnavailableException when the outcome is unknown; claim again and re-read the
     *     state
     */
    void commit(List<AuditEntry> lines, List<Snapshot> snapshots);

    @Override
    void close();
  }
}
