package dev.baton.agent.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** The end of a look, for calls that want what is left of it in whole milliseconds. */
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
   * Returns what is left, at least 1, since 0 means for ever to sockets.
   *
   * @throws SocketTimeoutException when nothing is left
   */
  int leftMs() throws SocketTimeoutException {
    long left = endNanos - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
    }
    return (int) Math.max(1, left / 1_000_000);
  }
}
