package dev.baton.holdover;

import dev.baton.model.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A holder's questions to the other members, in rounds. A round has a countdown of the kernel that
 * runs before anybody is asked. It counts as soon as enough members have promised in this round,
 * and ends a promise's length after its beginning.
 */
public final class Promises {
  /** A round begins each third of a promise: two may fail. */
  private static final int ROUNDS = 3;

  /** Who has not answered is asked again so often in a round. */
  private static final int REPEATS = 4;

  /** A shorter countdown is not worth arming. */
  private static final Duration SHORTEST = Duration.ofMillis(50);

  private final int firstSlot;
  private final Duration promise;
  private Optional<Round> round = Optional.empty();
  private final Set<NodeId> given = new TreeSet<>();
  private int slot;
  private long nonce;
  private long until = Long.MIN_VALUE;
  private Optional<Ground> ground = Optional.empty();
  private long repeatAt;
  private boolean tried;

  /**
   * A round.
   *
   * @param nonce answers repeat it, so that a late answer to an earlier round is worth nothing
   * @param sentAt before the countdown was started and anybody was asked
   * @param slot of the gate; its countdown is this round's
   * @param length of the countdown
   * @param complete whether it counts
   */
  public record Round(long nonce, long sentAt, int slot, Duration length, boolean complete) {
    private long end() {
      return sentAt + length.toNanos();
    }

    private Round completed() {
      return new Round(nonce, sentAt, slot, length, true);
    }
  }

  /**
   * Has asked nobody.
   *
   * @param firstSlot the first of the two slots of the gate that are for promises
   * @param promise a promise's length
   * @param nonce any number to begin with; another process must not have begun with the same
   */
  public Promises(int firstSlot, Duration promise, long nonce) {
    this.firstSlot = firstSlot;
    this.promise = promise;
    this.nonce = nonce;
  }

  /** Tells whether promises let the gate be open. */
  public boolean cover(long now) {
    return now < until;
  }

  /** Returns until when promises let the gate be open. */
  public long until() {
    return until;
  }

  /** Returns the round under way; it may count already. */
  public Optional<Round> round() {
    return round;
  }

  /** Begins a round, if it is time. Its slot is to be armed first, then everybody to be asked. */
  public Optional<Round> begin(Scope scope, long now) {
    if (scope.isHopeless() || now < nextRoundAt()) {
      return Optional.empty();
    }
    slot = isCounting() ? 1 - slot : slot;
    given.clear();
    tried = false;
    nonce++;
    Duration length = length(scope, now);
    round = Optional.of(new Round(nonce, now, firstSlot + slot, length, false));
    repeatLater(now);
    return round;
  }

  /** The slot of the round that counts must not be armed anew while its time is needed. */
  private boolean isCounting() {
    return round.filter(Round::complete).isPresent();
  }

  /** Tells whether answers to a round are waited for. */
  public boolean isAsking() {
    return round.isPresent() && !isCounting();
  }

  private Duration length(Scope scope, long now) {
    Duration left = Duration.ofNanos(Math.max(0, scope.bound() - now));
    boolean bounded =
        scope.named().isPresent()
            && scope.silence().isEmpty()
            && left.compareTo(promise) < 0
            && left.compareTo(SHORTEST) >= 0;
    return bounded ? left.minusMillis(1) : promise;
  }

  /** Tells whether those that have not answered are to be asked again, and takes it as done. */
  public boolean repeat(long now) {
    boolean due = isAsking() && now >= repeatAt;
    if (due) {
      repeatLater(now);
    }
    return due;
  }

  private void repeatLater(long now) {
    repeatAt = now + repeatEach(promise).toNanos();
  }

  /** Returns after how long whoever has not answered is asked again. */
  public static Duration repeatEach(Duration promise) {
    return promise.dividedBy(ROUNDS * REPEATS);
  }

  /**
   * A member has promised.
   *
   * @param to the number of the round that it answers
   */
  public void promised(NodeId from, long to) {
    if (round.filter(asked -> asked.nonce() == to).isPresent()) {
      given.add(from);
    }
  }

  /**
   * Returns the round if it begins to count: enough have promised, or nobody is needed. To be
   * called after what {@link #begin} asked for was done, with a time that was read since.
   */
  public Optional<Round> complete(Scope scope, long now) {
    Optional<Round> running =
        round.filter(asked -> !asked.complete() && now > asked.sentAt() && now < asked.end());
    // The countdown began before now, so it ends no later than a length from now.
    Optional<Ground> found =
        running.flatMap(
            asked -> scope.ground(given, now + asked.length().toNanos(), now - asked.sentAt()));
    tried = round.filter(asked -> now > asked.sentAt()).isPresent();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ground = found;
    round = running.map(Round::completed);
    until = Math.max(until, round.orElseThrow().end());
    return running;
  }

  /** Returns on what the gate may be open; empty if it may not. */
  public Optional<Ground> ground(long now) {
    return cover(now) ? ground : Optional.empty();
  }

  /** Returns when there is something to do, as long as promises are wanted. */
  public long dueAt(Scope scope) {
    if (scope.isHopeless()) {
      return Long.MAX_VALUE;
    }
    if (isAsking() && scope.isAlone() && !tried) {
      return round.orElseThrow().sentAt() + 1;
    }
    return isAsking()
        ? Math.min(silentAt(scope), Math.min(repeatAt, nextRoundAt()))
        : nextRoundAt();
  }

  private long silentAt(Scope scope) {
    return scope
        .silence()
        .map(wait -> round.orElseThrow().sentAt() + wait.toNanos())
        .orElse(Long.MAX_VALUE);
  }

  private long nextRoundAt() {
    return round
        .map(last -> last.sentAt() + last.length().dividedBy(ROUNDS).toNanos())
        .orElse(Long.MIN_VALUE);
  }

  /** The gate was shut: nothing counts any more. */
  public void forget() {
    round = Optional.empty();
    given.clear();
    until = Long.MIN_VALUE;
  }
}
