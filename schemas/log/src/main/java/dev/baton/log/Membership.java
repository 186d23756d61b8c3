package dev.baton.log;

import java.util.SortedSet;

/**
 * Membership in a group that shares the work on all partitions. Each partition belongs to one
 * member at a time. The group only says to which member a partition belongs; the member decides
 * what to read of it, and from where.
 *
 * <p>If a member dies, or if the log does not hear it for some seconds, others get its partitions
 * before it knows. So two members may believe for a while that a partition is theirs. What they do
 * must be safe then.
 */
public interface Membership extends AutoCloseable {

  /** Gives all partitions back and leaves at once; the others take over. Idempotent. */
  @Override
  void close();

  /**
   * Tells a member its partitions. Called by one thread of the log at a time; must not close the
   * membership.
   */
  interface Shares {

    /**
     * These partitions belong to this member from now on, beside those that it had. An empty set
     * means that the members have agreed and this one gets nothing more. Called at least once, so
     * that the member knows that it has joined.
     */
    void gained(SortedSet<Integer> partitions);

    /**
     * These partitions no longer belong to this member. No other member gains them before this
     * returns, unless the group counted this member out. May block for as long as it takes to stop
     * working on them.
     */
    void lost(SortedSet<Integer> partitions);
  }
}
