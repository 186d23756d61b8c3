package dev.baton.lease.core;

import dev.baton.model.Epoch;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import java.time.Duration;
import java.util.List;

/**
 * What a keeper knows when it starts.
 *
 * @param ended sessions of this installation that ended without a successor having said so; their
 *     gate is shut; oldest first
 * @param epoch the highest epoch known, from the snapshot
 * @param lastTaken the source up to which the snapshot has taken all commands in
 * @param silenceTimeout how long without the tick of a leader that folds until commands count as
 *     not heard (rule S); well above an arbiter's takeover
 * @param introduces how many keepalives, from when a session began or what it says of itself has
 *     changed, say everything: a log that loses its end loses no more than these
 */
public record KeeperStart(
    List<SessionId> ended, Epoch epoch, Source lastTaken, Duration silenceTimeout, int introduces) {
  /** A minute of keepalives by default: power cuts cost brokers what they took in half of that. */
  private static final int INTRODUCES = 600;

  /** Freezes the list. */
  public KeeperStart {
    ended = List.copyOf(ended);
  }

  /** With the number of full keepalives that is right outside of tests. */
  public KeeperStart(
      List<SessionId> ended, Epoch epoch, Source lastTaken, Duration silenceTimeout) {
    this(ended, epoch, lastTaken, silenceTimeout, INTRODUCES);
  }
}
