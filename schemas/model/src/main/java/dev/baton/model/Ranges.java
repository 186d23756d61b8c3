package dev.baton.model;

import java.time.Duration;
import java.time.Instant;

/**
 * The ranges of values in records. They leave room for every sum and product that the code computes
 * of them, so no well-formed record makes arithmetic overflow.
 */
public final class Ranges {
  /**
   * The largest whole number, 2^53 - 1: the largest that parsers keep which read numbers as doubles
   * (RFC 8259, section 6).
   */
  public static final long MOST_NUMBER = 9_007_199_254_740_991L;

  /**
   * How far a reported epoch, generation or term may lie above the highest known one. A loss takes
   * thousands of them, never more than this. Readers do not believe a report beyond it, so no
   * single record uses up the rest of a range.
   */
  public static final long MOST_AHEAD = 1L << 32;

  /** The longest duration, some three years: eight digits of seconds. */
  public static final Duration LONGEST = Duration.ofSeconds(99_999_999, 999_999_999);

  /** The earliest time that a record may have. */
  public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  /** The latest time that a record may have: the last year of four digits. */
  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Ranges() {}

  /** Returns the number after that one; the last of the range stays what it is. */
  public static long after(long number) {
    return Math.min(number + 1, MOST_NUMBER);
  }

  /** Tells whether a number that somebody reports can be true, by what is known. */
  public static boolean isBelievable(long known, long reported) {
    return reported - known <= MOST_AHEAD;
  }

  /**
   * Tells whether a generation that somebody reports is later than the one known, and can be true:
   * generations begin as times in ms, and grow by one where time does not.
   */
  public static boolean isLaterGeneration(long known, long reported) {
    return reported > known && isBelievable(Math.max(known, LATEST.toEpochMilli()), reported);
  }

  /** Tells whether a record may have that time. */
  public static boolean isWithin(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }

  /**
   * Checks a whole number.
   *
   * @throws IllegalArgumentException naming the field, its value and the range
   */
  public static void require(String field, long value, long least) {
    require(field, value, least, MOST_NUMBER);
  }

  /**
   * Checks a whole number.
   *
   * @throws IllegalArgumentException naming the field, its value and the range
   */
  public static void require(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          field + ": " + value + " is not within " + least + " to " + most);
    }
  }

  /**
   * Checks a duration.
   *
   * @throws IllegalArgumentException naming the field, its value and the range
   */
  public static void require(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          field + ": " + value + " is not within " + least + " to " + most);
    }
  }

  /**
   * Returns how long something took; {@link #LONGEST} if it took longer.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public static Duration took(Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("took: " + value + " is negative");
    }
    return value.compareTo(LONGEST) > 0 ? LONGEST : value;
  }
}
