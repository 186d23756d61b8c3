package dev.baton.arbiter.server.core;

import dev.baton.model.ArbiterId;
import java.time.Duration;

/**
 * How an arbiter runs its partitions.
 *
 * @param arbiter its name, unique among all arbiters
 * @param tickInterval how often an arbiter beats that asks for the leader, and how often at most
 *     the leader ticks in answer; 20 ms to 10 s
 * @param missedTicks after how many intervals without an answer the first standby takes over; 2 to
 *     100
 * @param jitter added to a standby's patience, drawn at random so that two do not move at once;
 *     less than an interval
 * @param firstBeat the sequence number of the first beat; far from those of any earlier life
 */
public record RunnerSettings(
    ArbiterId arbiter, Duration tickInterval, int missedTicks, Duration jitter, long firstBeat) {
  /** How often a leader ticks while nobody asks, where there are clusters: 1 s. */
  private static final long REST_NANOS = 1_000_000_000L;

  /**
   * How often every arbiter beats while it need not ask, and a leader of no cluster ticks: 5 s. A
   * keeper that starts hears the leader in that time.
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

  /** Returns how often a leader ticks that nobody asks, in nanoseconds. */
  long restNanos(boolean clusters) {
    return Math.max(intervalNanos(), clusters ? REST_NANOS : IDLE_NANOS);
  }

  /** Returns how often an arbiter beats that need not ask, in nanoseconds. */
  long idleNanos() {
    return Math.max(intervalNanos(), IDLE_NANOS);
  }

  /** Returns how long a standby of that rank asks for a leader that folds. */
  long patienceNanos(int rank) {
    return (missedTicks + 2L * rank) * intervalNanos() + jitter.toNanos();
  }

  /** Returns how much later than the leader a standby of that rank appends what a wait asks for. */
  long staggerNanos(int rank) {
    return (rank + 1L) * intervalNanos() / 2;
  }
}
