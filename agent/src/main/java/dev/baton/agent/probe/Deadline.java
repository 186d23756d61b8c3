package dev.baton.agent.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** The end of a check, for calls that take the remaining time in whole milliseconds. */
final class Deadline {

  private final Duration timeout;
  private final long endNanos;

  private Deadline(Duration timeout) {
    this.timeout = timeout;
    this.endNanos = System.nanoTime() + timeout.toNanos();
  }

  static Deadline in(Duration timeout) {
    return new Deadline(timeout);
  }

  /**
   * Returns the remaining time in milliseconds, at least 1, because sockets take 0 for no timeout.
   *
   * @throws SocketTimeoutException when no time is left
   */
  int leftMs() throws SocketTimeoutException {
    long left = endNanos - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
    }
    return (int) Math.max(1, left / 1_000_000);
  }
}
