package dev.baton.model.definition;

import java.time.Duration;
import java.util.Optional;

/**
 * When the VIPs may move without an operator.
 *
 * @param failbackAfter empty: a recovered node of higher priority waits for an operator (the
 *     default); otherwise it is given the VIPs back after it has been eligible for this long
 * @param holdDownMoves after this many unplanned moves within the window, further unplanned moves
 *     to another node wait for an operator's acknowledgement; 2 to 1000
 * @param holdDownWindow the window; 1 s to 7 days
 * @param withoutPromises what a holder does that Kafka does not answer, and the other members
 *     neither
 */
public record FailoverPolicy(
    Optional<Duration> failbackAfter,
    int holdDownMoves,
    Duration holdDownWindow,
    WithoutPromises withoutPromises) {

  /** The most moves that a hold-down counts. */
  public static final int MOST_MOVES = 1000;

  /** Manual failback; hold-down after 5 moves in 10 minutes. */
  public static final FailoverPolicy DEFAULT =
      new FailoverPolicy(Optional.empty(), 5, Duration.ofMinutes(10));

  /** A policy by which a holder without promises lets go. */
  public FailoverPolicy(
      Optional<Duration> failbackAfter, int holdDownMoves, Duration holdDownWindow) {
    this(failbackAfter, holdDownMoves, holdDownWindow, WithoutPromises.RELEASE);
  }

  /** Returns the same policy, but that a holder without promises keeps the VIPs. */
  public FailoverPolicy keeping() {
    return new FailoverPolicy(
        failbackAfter, holdDownMoves, holdDownWindow, WithoutPromises.KEEP_ACCEPTING_TWO_HOLDERS);
  }

  /** Checks the ranges. */
  public FailoverPolicy {
    if (holdDownMoves < 2 || holdDownMoves > MOST_MOVES) {
      throw new IllegalArgumentException(
          "hold-down.moves: " + holdDownMoves + " is not within 2 to 1000");
    }
    if (holdDownWindow.compareTo(Duration.ofSeconds(1)) < 0
        || holdDownWindow.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException(
          "hold-down.window: " + holdDownWindow.toSeconds() + " s is not within 1 s to 7 days");
    }
    failbackAfter.ifPresent(
        delay -> {
          if (delay.isNegative() || delay.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException(
                "failback.after: " + delay.toSeconds() + " s is not within 0 s to 7 days");
          }
        });
  }
}
