package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The calls of one {@link JointCall}. A pass that asks takes a seat in the open round. One of the
 * seats leads: it waits until the rate limit allows the call, and then makes the call for all seats
 * taken until then. If the leader cannot go on, another seat leads. Thread-safe.
 */
final class CallRounds<Q, A> {
  private static final Duration SPENT = Duration.ofMillis(1);

  private final Duration company;
  private final Duration patience;
  private final JointCall.Work<Q, A> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<CallRound<Q, A>> underWay = new ArrayList<>();
  private Optional<CallRound<Q, A>> gathering = Optional.empty();

  /**
   * Creates the rounds.
   *
   * @param company how long the first seat of a round waits for others
   * @param patience how long a round waits for a running call
   */
  CallRounds(Duration company, Duration patience, JointCall.Work<Q, A> work) {
    this.company = company;
    this.patience = patience;
    this.work = work;
  }

  /**
   * Asks, and waits for the answer. If a call for several questions is refused for good, each asks
   * again alone, because one question may be the reason for all.
   */
  A ask(Q question, Attempt attempt) {
    CallRound.Seat<Q> seat = new CallRound.Seat<>(question, attempt);
    lock.lock();
    try {
      CallRound<Q, A> together = enter(seat);
      attend(together, seat);
      if (!together.isSpoiltFor(seat)) {
        return together.answer(seat);
      }
      CallRound<Q, A> alone = new CallRound<>(System.nanoTime());
      alone.take(seat);
      attend(alone, seat);
      return alone.answer(seat);
    } finally {
      lock.unlock();
    }
  }

  private void attend(CallRound<Q, A> round, CallRound.Seat<Q> seat) {
    try {
      while (!round.hasEnded()) {
        long wait = untilReady(round);
        if (!round.isLed() && wait <= 0) {
          lead(round, seat);
        } else {
          long left = timeLeft(round, seat);
          long unused = changed.awaitNanos(round.isLed() ? left : Math.min(wait, left));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      round.leave(seat);
      throw new ActuatorException(
          ActuatorException.Kind.UNKNOWN_OUTCOME, work.action(), "", "the service ends");
    }
  }

  private long timeLeft(CallRound<Q, A> round, CallRound.Seat<Q> seat) {
    Duration left = seat.attempt().timeLeft();
    if (left.compareTo(SPENT) <= 0) {
      round.leave(seat);
      throw new ActuatorException(
          ActuatorException.Kind.OVER_BUDGET,
          work.action(),
          "",
          "the time is spent, and no call was made");
    }
    return left.toNanos();
  }

  private CallRound<Q, A> enter(CallRound.Seat<Q> seat) {
    CallRound<Q, A> round =
        gathering
            .filter(open -> work.fits(open.questions(), seat.question()))
            .orElseGet(() -> new CallRound<>(System.nanoTime()));
    round.take(seat);
    gathering = Optional.of(round);
    return round;
  }

  private long untilReady(CallRound<Q, A> round) {
    long ready = round.openedAt() + company.toNanos();
    for (CallRound<Q, A> other : underWay) {
      ready = Math.max(ready, other.begunAt() + patience.toNanos());
    }
    return ready - System.nanoTime();
  }

  private void lead(CallRound<Q, A> round, CallRound.Seat<Q> seat) {
    round.led(true);
    boolean ended = false;
    try {
      boolean unused = unlocked(() -> awaitLeave(seat.attempt()));
      gathering = gathering.filter(open -> open != round);
      round.begin(System.nanoTime());
      underWay.add(round);
      make(round, seat);
      ended = true;
    } catch (ActuatorException refusal) {
      ended = !isOnesOwn(refusal);
      if (!ended) {
        throw refusal;
      }
      round.fail(refusal);
    } finally {
      if (!ended) {
        round.leave(seat);
      }
      round.led(false);
      underWay.remove(round);
      changed.signalAll();
    }
  }

  private boolean awaitLeave(Attempt attempt) {
    if (work.isWrite()) {
      attempt.write(work.action());
    } else {
      attempt.read(work.action());
    }
    return true;
  }

  /**
   * Tells whether the refusal concerns only this seat: its pass is superseded, out of time or
   * ended. Then the other seats go on.
   */
  private boolean isOnesOwn(ActuatorException refusal) {
    return switch (refusal.kind()) {
      case SUPERSEDED, OVER_BUDGET -> true;
      case TRANSIENT, UNKNOWN_OUTCOME -> !work.isWrite() && Thread.currentThread().isInterrupted();
      case THROTTLED, LOST_RACE, PERMANENT -> false;
    };
  }

  private void make(CallRound<Q, A> round, CallRound.Seat<Q> leader) {
    if (work.isWrite()) {
      round.seats().stream().filter(seat -> seat != leader).forEach(seat -> join(round, seat));
    }
    List<Q> questions = round.questions();
    Duration longest =
        round.seats().stream()
            .map(seat -> seat.attempt().timeLeft())
            .max(Duration::compareTo)
            .orElse(SPENT);
    round.end(unlocked(() -> work.make(questions, leader.attempt(), longest)));
  }

  private void join(CallRound<Q, A> round, CallRound.Seat<Q> seat) {
    try {
      seat.attempt().join(work.action());
    } catch (ActuatorException refusal) {
      round.refuse(seat, refusal);
    }
  }

  private <T> T unlocked(Supplier<T> what) {
    lock.unlock();
    try {
      return what.get();
    } finally {
      lock.lock();
    }
  }
}
