package dev.baton.arbiter.server.core;

import dev.baton.model.ArbiterId;
import java.time.Duration;

/**
 * How an arbiter runs its partitions.
 *
 * @param arbiter its name, unique among all arbiters
 * @param tickInterval the interval of beats of an arbiter that asks, and the shortest interval of
 *     the leader's ticks in answer; 20 ms to 10 s
 * @param missedTicks after how many intervals without an answer the first standby arbiter takes
 *     over; 2 to 100
 * @param jitter added to a standby arbiter's wait, drawn at random so that two do not take over at
 *     once; less than an interval
 * @param firstBeat the sequence number of the first beat; far from those of any earlier life
 */
public record RunnerSettings(
    ArbiterId arbiter, Duration tickInterval, int missedTicks, Duration jitter, long firstBeat) {
  /** How often a leader ticks while nobody asks, where there are clusters: 1 s. */
  private static final long REST_NANOS = 1_000_000_000L;

  /**
   * How often every arbiter beats while it need not ask, and how often a leader ticks in a
   * partition without clusters: 5 s. A keeper that starts hears the leader in that time.
   */
  private static final long IDLE_NANOS = 5_000_000_000L;

  /** Checks the ranges. */
  public RunnerSettings {
    long millis = tickInterval.toMillis();
    if (millis < 20 || millis > 10_000) {
      throw new IllegalArgumentException(
          "tick-interval: " + millis + " ms is not within 20 to 10000 ms");
    }
    if (missedTicks < 2 || missedTicks > 100) {
      throw new IllegalArgumentException(
          "missed-ticks: " + missedTicks + " is not within 2 to 100");
    }
    if (jitter.isNegative() || jitter.compareTo(tickInterval) >= 0) {
      throw new IllegalArgumentException("jitter: " + jitter + " is not less than an interval");
    }
  }

  /** Returns the interval in nanoseconds. */
  long intervalNanos() {
    return tickInterval.toNanos();
  }

  /** Returns the time between two ticks of a leader that nobody asks, in nanoseconds. */
  long restNanos(boolean clusters) {
    return Math.max(intervalNanos(), clusters ? REST_NANOS : IDLE_NANOS);
  }

  /** Returns the time between two beats of an arbiter that need not ask, in nanoseconds. */
  long idleNanos() {
    return Math.max(intervalNanos(), IDLE_NANOS);
  }

  /** Returns how long a standby arbiter of that rank asks before it takes over. */
  long patienceNanos(int rank) {
    return (missedTicks + 2L * rank) * intervalNanos() + jitter.toNanos();
  }

  /**
   * Returns how much later than the leader a standby arbiter of that rank appends the end of a
   * wait.
   */
  long staggerNanos(int rank) {
    return (rank + 1L) * intervalNanos() / 2;
  }
}
