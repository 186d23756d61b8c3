package dev.baton.model.definition;

import dev.baton.model.Ranges;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The durations of a cluster.
 *
 * @param lease how long the VIPs stay with a node that has gone silent, counted from when its last
 *     keepalive was read; 100 ms to 60 s. A keepalive is valid for less: {@link #granted}
 * @param keepaliveInterval how often a keeper sends one; at most a third of the lease
 * @param healthTimeout after this much silence a node's health is unknown; at least 200 ms
 * @param driftPpm rho: by how many millionths two machines' clock rates may differ
 * @param epsilon eps: what is added to every wait for another machine's promise, for timer
 *     granularity; at least 5 ms, at most 10 s and a quarter of the lease
 * @param holdover U: how long a holder may outlast its last keepalive without the members that had
 *     no session then (rule H); at least the lease and a {@link #PROMISE}, at most 10 min
 */
public record Timings(
    Duration lease,
    Duration keepaliveInterval,
    Duration healthTimeout,
    int driftPpm,
    Duration epsilon,
    Duration holdover) {

  /**
   * P: for so long a member promises, each time it is asked, to open no gate (rule H). It is the
   * same for all clusters, so that a keeper that starts knows how long one before it may be bound.
   */
  public static final Duration PROMISE = Duration.ofSeconds(1);

  /** The longest U. */
  public static final Duration MOST_HOLDOVER = Duration.ofMinutes(10);

  private static final Duration USUAL_HOLDOVER = Duration.ofSeconds(30);

  /**
   * Lease 500 ms, keepalive each 100 ms, health timeout 3 s, 1000 ppm and 15 ms of margin, 30 s of
   * holdover.
   */
  public static final Timings DEFAULT =
      new Timings(
          Duration.ofMillis(500),
          Duration.ofMillis(100),
          Duration.ofSeconds(3),
          1000,
          Duration.ofMillis(15));

  /** The shortest T: that of the shortest lease is longer. */
  private static final Duration SHORTEST_GRANTED = Duration.ofMillis(1);

  /** The longest T: that of the longest lease is shorter. */
  private static final Duration LONGEST_GRANTED = Duration.ofSeconds(60);

  /** Checks ranges and relations. */
  public Timings {
    requireWithin("lease", lease, Duration.ofMillis(100), Duration.ofSeconds(60));
    requireWithin(
        "keepalive-interval", keepaliveInterval, Duration.ofMillis(10), lease.dividedBy(3));
    requireWithin("health-timeout", healthTimeout, Duration.ofMillis(200), Duration.ofHours(1));
    requireWithin("epsilon", epsilon, Duration.ofMillis(5), mostEpsilon(lease));
    requireHoldover(holdover, lease);
    if (driftPpm < 100 || driftPpm > 100_000) {
      throw new IllegalArgumentException(
          "drift-ppm: " + driftPpm + " is not within 100 to 100000 millionths");
    }
  }

  /** With the usual holdover. */
  public Timings(
      Duration lease,
      Duration keepaliveInterval,
      Duration healthTimeout,
      int driftPpm,
      Duration epsilon) {
    this(lease, keepaliveInterval, healthTimeout, driftPpm, epsilon, usualHoldover(lease));
  }

  /** Returns the holdover of a definition that does not name one: 30 s, or what the lease needs. */
  public static Duration usualHoldover(Duration lease) {
    Duration least = lease.plus(PROMISE);
    return least.compareTo(USUAL_HOLDOVER) < 0 ? USUAL_HOLDOVER : least;
  }

  /** What is left of the lease must be worth renewing. */
  private static Duration mostEpsilon(Duration lease) {
    Duration quarter = lease.dividedBy(4);
    Duration most = Duration.ofSeconds(10);
    return quarter.compareTo(most) < 0 ? quarter : most;
  }

  /**
   * T: how long one acknowledged keepalive is valid, by its keeper's clock; whole milliseconds. It
   * is the longest T whose {@link #withMargin} is not longer than the lease: {@code (lease - eps) /
   * (1 + rho)}. So a process that waits for its end by another clock waits the lease and no more.
   */
  public Duration granted() {
    return lease
        .minus(epsilon)
        .multipliedBy(1_000_000)
        .dividedBy(1_000_000 + driftPpm)
        .truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Checks a T that a session's keepalive tells.
   *
   * @throws IllegalArgumentException when no definition can give that length
   */
  public static void requireGranted(Duration lease) {
    Ranges.require("lease", lease, SHORTEST_GRANTED, LONGEST_GRANTED);
  }

  /**
   * How long another process must wait by its own clock, to be sure that a promise of length {@code
   * promised} has ended by the clock of the process that gave it: {@code promised * (1 + rho) +
   * eps}.
   */
  public Duration withMargin(Duration promised) {
    return promised.plus(promised.multipliedBy(driftPpm).dividedBy(1_000_000)).plus(epsilon);
  }

  private static void requireHoldover(Duration holdover, Duration lease) {
    try {
      requireWithin("holdover", holdover, lease.plus(PROMISE), MOST_HOLDOVER);
    } catch (IllegalArgumentException e) {
      String usual = usualHoldover(lease).toMillis() + " ms";
      throw new IllegalArgumentException(
          e.getMessage() + ": at least the lease plus 1 s; leave it out for " + usual, e);
    }
  }

  private static void requireWithin(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          field
              + ": "
              + value.toMillis()
              + " ms is not within "
              + least.toMillis()
              + " to "
              + most.toMillis()
              + " ms");
    }
  }
}
