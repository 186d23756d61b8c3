package dev.baton.agent.probe;

import java.time.Duration;

/** Builds the messages for settings out of range: field, value and range. */
final class Range {

  private Range() {}

  static void require(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s: %d ms is not within %d to %d ms"
              .formatted(field, value.toMillis(), least.toMillis(), most.toMillis()));
    }
  }

  static void require(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: %d is not within %d to %d".formatted(field, value, least, most));
    }
  }

  static void requireText(String field, String value, int most) {
    if (value.isBlank() || value.length() > most) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is not within 1 to %d characters".formatted(field, value, most));
    }
  }
}
