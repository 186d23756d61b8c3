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
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The ordered log that everything meets in. Thread-safe.
 *
 * <p>Appends of one {@code EventLog} to one partition keep their order, are retried until the
 * writer's delivery timeout without being duplicated, and are acknowledged when every in-sync
 * replica has them. A failed append may all the same appear in the log later.
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
   *     LogUnavailableException} when it was given up. On a thread of the log's: what depends on it
   *     must not block
   * @throws IllegalArgumentException when the fact cannot be written: it belongs to a partition, or
   *     is over 1 MiB as text
   */
  CompletionStage<Position> append(ClusterId cluster, Fact fact);

  /**
   * Appends several facts of a cluster in this order, and where that is possible in one go, so that
   * they arrive together; otherwise as {@link #append(ClusterId, Fact)}.
   *
   * @return what each of them comes to, in the same order
   */
  default List<CompletionStage<Position>> appendTogether(ClusterId cluster, List<Fact> facts) {
    return facts.stream().map(fact -> append(cluster, fact)).toList();
  }

  /** Appends a partition's own fact; otherwise as {@link #append(ClusterId, Fact)}. */
  CompletionStage<Position> appendToPartition(int partition, Fact fact);

  /** Writes an order to the commands topic; completes with its offset there. */
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
   * #readEvents}. They are in order, and now and then one stands there twice: see {@link
   * Unrepeated}.
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
   * Joins those who share the partitions under a name. Returns at once; what this member is given
   * is told when the others have agreed to it, also after the log did not answer for a while.
   *
   * @param group the name: up to 100 of lower-case letters, digits and hyphens
   */
  Membership join(String group, Membership.Shares shares);

  /**
   * Returns what was wrong with the topics at the last look at them, some seconds ago; empty where
   * nothing was, or nobody looks. Does not block.
   */
  default List<TopicFinding> findings() {
    return List.of();
  }

  /**
   * Returns the addresses of the servers that keep the log, with their ports, as they were seen
   * some seconds ago; empty where that is not known. Does not block. A host that held one of them
   * as a VIP would cut itself off, and one that shut the port of its own would cut off others.
   */
  default Set<InetSocketAddress> servers() {
    return Set.of();
  }

  /** Returns a writer of audit and state for a partition; no other call of it is on a hot path. */
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
   * @param unhurried whether records may be delivered some 100 ms late, several at once, so that
   *     the reader takes no processor from those that somebody waits for; for good
   */
  record StartAt(Optional<Long> offset, boolean unhurried) {
    /** Only new records. */
    public static final StartAt END = new StartAt(Optional.empty(), false);

    /** Everything that is kept. */
    public static final StartAt BEGINNING = offset(0);

    /** Returns the place of that offset. */
    public static StartAt offset(long offset) {
      return new StartAt(Optional.of(offset), false);
    }

    /** Returns the same place for a reader that nobody waits for. */
    public StartAt withoutHurry() {
      return new StartAt(offset, true);
    }
  }

  /** A running reader; close stops it and waits until its thread has left the sink. */
  interface Reader extends AutoCloseable {

    /**
     * Tells whether the reader believes to be at the end of the log: the last poll that the broker
     * answered had nothing more to hand over.
     */
    boolean caughtUp();

    /**
     * Lets the reader rest, or wakes it: one that rests may deliver records some 50 ms late,
     * several at once, as a reader that may be waited for later, but is not now. Where it is and
     * what it knows of the log stay as they are. Returns at once.
     */
    void rest(boolean resting);

    /** Returns what an operator should know of how it reads, in a sentence; empty for nothing. */
    default Optional<String> remark() {
      return Optional.empty();
    }

    @Override
    void close();
  }

  /**
   * Writes audit and state in transactions under {@code transactional.id =
   * baton-arbiter-<partition>}, so that of two writers only the later claimer's commits count. Used
   * by one thread.
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
