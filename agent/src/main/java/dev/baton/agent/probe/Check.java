package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;
import java.io.IOException;
import java.time.Duration;

/** One check of one thing, such as a TCP connection. Used by one thread at a time. */
interface Check {

  /**
   * Runs the check. It tries to end soon after the timeout, but the caller does not rely on that.
   *
   * @param timeout how long the check may take
   * @throws IOException when the thing cannot be checked, which counts as failed
   * @throws InterruptedException when the check was interrupted
   */
  Sample look(Duration timeout) throws IOException, InterruptedException;

  /** Tries to end a check that is running. Another thread calls this. */
  void giveUp();
}
