package dev.baton.lease.core;

import dev.baton.model.Epoch;
import dev.baton.model.command.Command;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Rule D on a node: which epoch this keeper may open when the holder says that it has let go, who
 * stands ready after the epoch that this keeper holds, and what holders have said.
 *
 * <p>What was named counts until it is taken back, until a later epoch is assigned, until a loss of
 * records is read of (a new generation), and as long as the session lives that it names.
 */
final class NamedEpochs {
  /** Words of the latest holders; a word may come before the command that it makes useful. */
  private static final int MOST_WORDS = 8;

  private Optional<Command.Next> own = Optional.empty();
  private Optional<Command.Next> standing = Optional.empty();
  private Epoch givenUp = Epoch.NONE;
  private final Deque<Epoch> words = new ArrayDeque<>();

  /** Somebody was named; it stands ready. */
  void read(Command.Next next) {
    standing = Optional.of(next);
  }

  /** This keeper's session was named. It may open the epoch, unless it has given it up. */
  void readOwn(Command.Next next) {
    if (next.epoch().isAfter(givenUp)) {
      own = Optional.of(next);
    }
  }

  /** The holder of an epoch says that it has let go of it for good. */
  void heard(Epoch letGo) {
    words.remove(letGo);
    words.addLast(letGo);
    while (words.size() > MOST_WORDS) {
      words.removeFirst();
    }
  }

  /** Returns the epoch that may be opened now: the one before it was let go of. */
  Optional<Epoch> open() {
    return own.filter(next -> words.contains(next.after())).map(Command.Next::epoch);
  }

  /** Tells whether somebody takes the VIPs at once if the holder of an epoch lets go. */
  boolean isAwaited(Epoch held) {
    return standing.filter(next -> next.after().equals(held)).isPresent();
  }

  /** An epoch was taken back from its owner. */
  void takenBack(Epoch epoch) {
    standing = standing.filter(next -> !next.epoch().equals(epoch));
  }

  /** An epoch is given up by this keeper for good: it never opens it, nor one before. */
  void giveUp(Epoch epoch) {
    givenUp = Epoch.max(givenUp, epoch);
    passed(epoch);
  }

  /** Tells whether an epoch was given up. */
  boolean isGivenUp(Epoch epoch) {
    return !epoch.isAfter(givenUp);
  }

  /** An epoch was assigned: a number up to it that was named before counts no more. */
  void passed(Epoch assigned) {
    own = own.filter(next -> next.epoch().isAfter(assigned));
    standing = standing.filter(next -> next.epoch().isAfter(assigned));
  }

  /** The session is over that was named. */
  void sessionOver() {
    own = Optional.empty();
  }

  /**
   * Records were lost: nothing counts that was named, said or given up before. What gave numbers
   * away may be lost, so a number may be given once more.
   */
  void forget() {
    givenUp = Epoch.NONE;
    own = Optional.empty();
    standing = Optional.empty();
    words.clear();
  }
}
