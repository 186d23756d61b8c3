package dev.baton.runtime.core;

import java.time.Duration;
import java.util.List;

/**
 * How patiently a binding is moved.
 *
 * @param budget how long a move may take from its command to its being read back; more than zero
 * @param firstPause before the first try after one that failed; later ones are twice as long each
 * @param mostPause the longest of these pauses
 * @param settleAfter when, after a move was read back, it is looked at again: a platform's reads
 *     may tell of the past, and a write that was given up may still arrive
 * @param reconcile how often it is looked at after that
 */
public record DriverSettings(
    Duration budget,
    Duration firstPause,
    Duration mostPause,
    List<Duration> settleAfter,
    Duration reconcile) {

  /** 60 s; 200 ms to 5 s; looked at after 1 s, 5 s, and then each 30 s. */
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
