package dev.baton.aws;

import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One call for many who want the same of the platform at about the same time. Nobody is answered by
 * a call that began before he asked. Moves and looks have calls apart: a look may wait long for its
 * share of the rate, and no move waits for it. Thread-safe.
 *
 * @param <Q> what one asks for
 * @param <A> what he is answered
 */
final class JointCall<Q, A> {
  /** Nobody waits for a look: each brings as many others along as ask within that time. */
  private static final Duration LOOKS_GATHER = Duration.ofSeconds(1);

  private final CallRounds<Q, A> moves;
  private final CallRounds<Q, A> looks;

  /** What is done together. */
  interface Work<Q, A> {

    /** Returns the call, as in {@link dev.baton.spi.ApiCall#action}. */
    String action();

    /** Tells whether it changes anything. */
    boolean isWrite();

    /** Tells whether one call can do this beside that. */
    boolean fits(List<Q> together, Q another);

    /**
     * Makes the call; its leave was given.
     *
     * @param together what is asked for, each once
     * @param attempt for calls beyond the first
     * @param timeLeft how long a call may take
     * @return the answer to each
     */
    Function<Q, A> make(List<Q> together, Attempt attempt, Duration timeLeft);
  }

  /**
   * Creates one.
   *
   * @param patience how long a call under way is waited for; what is asked meanwhile goes together.
   *     One that takes longer keeps nobody waiting
   */
  JointCall(Duration patience, Work<Q, A> work) {
    this.moves = new CallRounds<>(Duration.ZERO, patience, work);
    this.looks = new CallRounds<>(LOOKS_GATHER, patience, work);
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws dev.baton.spi.ActuatorException what the platform, or the attempt, said to the call
   */
  A ask(Q question, Attempt attempt) {
    return (attempt.isAwaited() ? moves : looks).ask(question, attempt);
  }
}
