package dev.baton.spi;

import java.time.Duration;

/** One pass of an actuator, as its driver sees it. */
public interface Attempt {

  /**
   * Waits for this call's share of the account's rate; moves come before everything else.
   *
   * @param action the call, as in {@link ApiCall#action}
   * @throws ActuatorException of kind {@link ActuatorException.Kind#OVER_BUDGET} when the time is
   *     spent before that
   */
  void read(String action);

  /**
   * As {@link #read}, for a call that changes something.
   *
   * @throws ActuatorException of kind {@link ActuatorException.Kind#SUPERSEDED} too, when a higher
   *     epoch has been read meanwhile: nothing may be written for this one any more
   */
  void write(String action);

  /**
   * As {@link #write}, for a call that another pass makes for both: it waits for nothing and counts
   * nothing. May be called on another's thread.
   *
   * @throws ActuatorException of kind {@link ActuatorException.Kind#SUPERSEDED} or {@link
   *     ActuatorException.Kind#OVER_BUDGET}
   */
  void join(String action);

  /** Tells whether somebody waits for it: a move, and not a look now and then. */
  boolean isAwaited();

  /**
   * Waits before the next look at a change that the platform has accepted and still carries out.
   *
   * @param action the call that is looked with
   * @param what what is waited for, in a few words: told if the time for the move ends first
   * @param pause how long, at most
   * @return whether to look again; not when only the time to read back is left
   * @throws ActuatorException of kind {@link ActuatorException.Kind#SUPERSEDED} as soon as a higher
   *     epoch was read: who is next need not wait for what is overtaken
   */
  boolean follow(String action, String what, Duration pause);

  /** Returns how long a call that begins now may take; never zero or less. */
  Duration timeLeft();

  /**
   * Takes note of a step: a table that was moved, an operation that began.
   *
   * @param subject which part, for example a route table's id
   * @param what what was done with it, in a few words
   */
  void did(String subject, String what);
}
