package dev.baton.spi;

import java.time.Duration;

/** One pass of an actuator. The actuator asks it before each call. */
public interface Attempt {

  /**
   * Waits until the account's rate limit allows this call. Calls for a move go first.
   *
   * @param action the call, as in {@link ApiCall#action}
   * @throws ActuatorException of kind {@link ActuatorException.Kind#OVER_BUDGET} when the time is
   *     over before that
   */
  void read(String action);

  /**
   * Like {@link #read}, for a call that changes something.
   *
   * @throws ActuatorException of kind {@link ActuatorException.Kind#SUPERSEDED} as well, when a
   *     higher epoch was read meanwhile: nothing may be written for this one any more
   */
  void write(String action);

  /**
   * Like {@link #write}, for a call that another pass makes for both. It does not wait and is not
   * counted. May be called on the other pass's thread.
   *
   * @throws ActuatorException of kind {@link ActuatorException.Kind#SUPERSEDED} or {@link
   *     ActuatorException.Kind#OVER_BUDGET}
   */
  void join(String action);

  /** Tells whether this pass belongs to a move, and not to a periodic check. */
  boolean isAwaited();

  /**
   * Waits before the next read of a change that the platform has accepted and still carries out.
   *
   * @param action the call that reads the change, as in {@link ApiCall#action}
   * @param what what the pass waits for, in a few words; reported if the time for the move ends
   *     first
   * @param pause how long to wait at most
   * @return whether to read again; false when only the time to read back is left
   * @throws ActuatorException of kind {@link ActuatorException.Kind#SUPERSEDED} as soon as a higher
   *     epoch was read, so that the next node does not wait for this change
   */
  boolean follow(String action, String what, Duration pause);

  /** Returns how long a call that starts now may take; always positive. */
  Duration timeLeft();

  /**
   * Records a step, such as a changed route table or a started operation.
   *
   * @param subject which part, for example a route table's id
   * @param what what was done with it, in a few words
   */
  void did(String subject, String what);
}
