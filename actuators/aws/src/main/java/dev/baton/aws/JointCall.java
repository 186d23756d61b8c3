package dev.baton.aws;

import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One call for several passes that need the same from the platform at about the same time. A pass
 * never gets the answer of a call that started before it asked. Moves and periodic reads have
 * separate calls: a periodic read may wait long for the rate limit, and no move waits for it.
 * Thread-safe.
 *
 * @param <Q> what a pass asks for
 * @param <A> its answer
 */
final class JointCall<Q, A> {
  /** No move waits for a periodic read, so it waits this long for others to share its call. */
  private static final Duration LOOKS_GATHER = Duration.ofSeconds(1);

  private final CallRounds<Q, A> moves;
  private final CallRounds<Q, A> looks;

  /** The shared work. */
  interface Work<Q, A> {

    /** Returns the call, as in {@link dev.baton.spi.ApiCall#action}. */
    String action();

    /** Tells whether the call changes something. */
    boolean isWrite();

    /** Tells whether one call can do this besides the others. */
    boolean fits(List<Q> together, Q another);

    /**
     * Makes the call. The attempt was asked before.
     *
     * @param together the questions, each once
     * @param attempt the leader's, for further calls
     * @param timeLeft how long a call may take
     * @return the answer to each question
     */
    Function<Q, A> make(List<Q> together, Attempt attempt, Duration timeLeft);
  }

  /**
   * Creates a joint call.
   *
   * @param patience how long a round waits for a running call; questions that arrive meanwhile
   *     share the next call. A call that takes longer delays nobody
   */
  JointCall(Duration patience, Work<Q, A> work) {
    this.moves = new CallRounds<>(Duration.ZERO, patience, work);
    this.looks = new CallRounds<>(LOOKS_GATHER, patience, work);
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws dev.baton.spi.ActuatorException the refusal of the platform or of the attempt
   */
  A ask(Q question, Attempt attempt) {
    return (attempt.isAwaited() ? moves : looks).ask(question, attempt);
  }
}
