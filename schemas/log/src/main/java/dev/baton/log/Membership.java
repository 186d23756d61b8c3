package dev.baton.log;

import java.util.SortedSet;

/**
 * A part in the work on all partitions, which several members share: each partition is one member's
 * at a time. It says whose work a partition is; what is read of it, and from where, is up to the
 * member.
 *
 * <p>A member that dies, or that the log does not hear for some seconds, is counted out, and its
 * partitions are given to others before it knows. Two members may believe for a while that a
 * partition is theirs: what they do must bear that.
 */
public interface Membership extends AutoCloseable {

  /** Gives everything back and leaves at once; the others take over. Idempotent. */
  @Override
  void close();

  /**
   * What a member is told. Called by one thread at a time, a thread of the log's; must not close
   * the membership.
   */
  interface Shares {

    /**
     * These are this member's from now on, beside those it had. None: the members have agreed, and
     * nothing more is this one's; told at least once, so that it knows that it has joined.
     */
    void gained(SortedSet<Integer> partitions);

    /**
     * These are this member's no more. Nobody else gains them before this returns, unless the
     * member was counted out; may block for as long as it takes to stop working on them.
     */
    void lost(SortedSet<Integer> partitions);
  }
}
