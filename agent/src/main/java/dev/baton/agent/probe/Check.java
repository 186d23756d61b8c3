package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import java.io.IOException;
import java.time.Duration;

/** One look at one thing. Used by one thread at a time. */
interface Check {

  /**
   * Looks. Ends by itself soon after the timeout as far as it can; whoever calls does not rely on
   * it.
   *
   * @param timeout how long it may take
   * @throws IOException when the thing cannot be looked at, which counts as failed
   * @throws InterruptedException when it was given up
   */
  Sample look(Duration timeout) throws IOException, InterruptedException;

  /** Makes a look that is under way end, as far as it can; called by another thread. */
  void giveUp();
}
