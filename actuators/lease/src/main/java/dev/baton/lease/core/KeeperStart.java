package dev.baton.lease.core;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.SessionState;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a keeper knows when it starts.
 *
 * @param ended sessions of this installation that ended, and that no later session has named as
 *     ended; their gate is shut; oldest first
 * @param epoch the highest epoch known, from the snapshot
 * @param lastTaken the source of the last command that the snapshot contains
 * @param silenceTimeout after how long without a tick of a leader that folds the keeper counts as
 *     not hearing (rule S); several times the time of an arbiter's takeover
 * @param introduces how many keepalives are full ones from when a session began, or from when
 *     something in them changed. A log that loses its end shall lose no more than these
 * @param knownAs the session that the log had for this node; another keeper's
 */
public record KeeperStart(
    List<SessionId> ended,
    Epoch epoch,
    Source lastTaken,
    Duration silenceTimeout,
    int introduces,
    Optional<SessionId> knownAs) {
  /** A minute of keepalives by default: power cuts cost brokers the records of half of that. */
  private static final int INTRODUCES = 600;

  /** Freezes the list. */
  public KeeperStart {
    ended = List.copyOf(ended);
  }

  /** With the number of full keepalives that is right outside of tests, and a node without one. */
  public KeeperStart(
      List<SessionId> ended, Epoch epoch, Source lastTaken, Duration silenceTimeout) {
    this(ended, epoch, lastTaken, silenceTimeout, INTRODUCES, Optional.empty());
  }

  /**
   * Returns what a keeper knows that starts from a snapshot of its cluster. Everything that is
   * derived from the facts up to the folded position is in the snapshot.
   *
   * @param snapshot the newest one of the cluster; empty if there is none
   * @param node whose keeper it is
   * @param ended sessions of this installation that an earlier process left
   */
  public static KeeperStart after(
      Optional<Snapshot> snapshot, NodeId node, List<SessionId> ended, Duration silenceTimeout) {
    return new KeeperStart(
        ended,
        snapshot.map(each -> each.state().epoch()).orElse(Epoch.NONE),
        snapshot.map(Snapshot::partition).map(KeeperStart::folded).orElse(Source.NONE),
        silenceTimeout,
        INTRODUCES,
        snapshot.flatMap(each -> each.state().currentSession(node)).map(SessionState::session));
  }

  private static Source folded(PartitionState partition) {
    return Source.endOf(partition.generation(), partition.folded());
  }

  /** Returns this start with another number of full keepalives. */
  public KeeperStart introducing(int keepalives) {
    return new KeeperStart(ended, epoch, lastTaken, silenceTimeout, keepalives, knownAs);
  }
}
