package dev.baton.runtime.core;

import java.time.Duration;
import java.util.List;

/**
 * The times of a binding's driver.
 *
 * @param budget how long a move may take, from its command until it is read back; more than zero
 * @param firstPause the pause after the first failed try; each later pause is twice as long
 * @param mostPause the longest of these pauses
 * @param settleAfter when the binding is read again after a move was read back: a platform may
 *     return old data, and a write that was abandoned may still take effect
 * @param reconcile how often the binding is read after that
 */
public record DriverSettings(
    Duration budget,
    Duration firstPause,
    Duration mostPause,
    List<Duration> settleAfter,
    Duration reconcile) {

  /** Budget 60 s; pauses 200 ms to 5 s; reads after 1 s, 5 s, and then every 30 s. */
  public static final DriverSettings DEFAULT =
      new DriverSettings(
          Duration.ofSeconds(60),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          List.of(Duration.ofSeconds(1), Duration.ofSeconds(5)),
          Duration.ofSeconds(30));

  /** Checks the ranges and freezes the list. */
  public DriverSettings {
    settleAfter = List.copyOf(settleAfter);
    requirePositive("budget", budget);
    requirePositive("firstPause", firstPause);
    requirePositive("reconcile", reconcile);
    if (mostPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "mostPause: %s is less than firstPause, %s".formatted(mostPause, firstPause));
    }
  }

  private static void requirePositive(String field, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(field + ": " + value + " is not more than zero");
    }
  }
}
