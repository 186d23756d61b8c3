package dev.baton.channel.core;

import java.time.Duration;

/** Lets so many pass at once, and so many a second over time. Used by one thread. */
final class TokenBucket {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Rate rate;

  /** In nanoseconds, of which one that passes costs so many. */
  private long saved;

  private long filled;

  /**
   * How much may pass.
   *
   * @param perSecond over time, 1 at least
   * @param burst at once, 1 at least
   */
  record Rate(int perSecond, int burst) {
    long cost() {
      return SECOND / perSecond;
    }

    long full() {
      return burst * cost();
    }
  }

  /** Is full at first. */
  TokenBucket(Rate rate, long now) {
    this.rate = rate;
    this.saved = rate.full();
    this.filled = now;
  }

  /**
   * Takes one, if there is one.
   *
   * @param now monotonic nanoseconds
   */
  boolean take(long now) {
    long passed = Math.max(0, now - filled);
    filled += passed;
    saved += Math.min(passed, rate.full() - saved);
    if (saved < rate.cost()) {
      return false;
    }
    saved -= rate.cost();
    return true;
  }
}
