package dev.baton.spi;

import java.time.Duration;

/** One pass of a mover, as its driver sees it. */
public interface Attempt {

  /**
   * Waits for this call's share of the account's rate; moves come before everything else.
   *
   * @param action the call, as in {@link ApiCall#action}
   * @throws Refusal of kind {@link Refusal.Kind#OVER_BUDGET} when the time is spent before that
   */
  void read(String action);

  /**
   * As {@link #read}, for a call that changes something.
   *
   * @throws Refusal of kind {@link Refusal.Kind#SUPERSEDED} too, when a higher epoch has been read
   *     meanwhile: nothing may be written for this one any more
   */
  void write(String action);

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
