package dev.baton.codec;

import dev.baton.model.Ranges;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text forms of values that JSON does not have: durations and instants. */
final class Texts {

  /** Most digits of a duration, in seconds only, so that any language reads it as a decimal. */
  private static final int MOST_SECONDS = 8;

  private static final int MOST_DECIMALS = 9;

  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z");

  /** Replaces an unpaired surrogate, which UTF-8 cannot encode. */
  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /**
   * Writes a duration as seconds, with as many decimals as it needs.
   *
   * @throws IllegalArgumentException when it is negative or over 8 digits of seconds
   */
  static String of(Duration duration) {
    long seconds = duration.getSeconds();
    if (seconds < 0 || seconds > Ranges.LONGEST.toSeconds()) {
      throw new IllegalArgumentException(duration + " is not within 0 s to 99999999 s");
    }
    if (duration.getNano() == 0) {
      return "PT" + seconds + "S";
    }
    String decimals = Integer.toString(1_000_000_000 + duration.getNano());
    int end = decimals.length();
    while (decimals.charAt(end - 1) == '0') {
      end--;
    }
    return "PT" + seconds + "." + decimals.substring(1, end) + "S";
  }

  /** Reads the form that {@link #of(Duration)} writes; empty for any other text. */
  static Optional<Duration> duration(String text) {
    int end = text.length() - 1;
    return text.startsWith("PT") && text.charAt(end) == 'S'
        ? seconds(text, 2, end)
        : Optional.empty();
  }

  private static Optional<Duration> seconds(String text, int from, int end) {
    int point = text.indexOf('.');
    long seconds = digits(text, from, point < 0 ? end : point, MOST_SECONDS);
    long nanos = point < 0 ? 0 : nanos(text, point + 1, end);
    return seconds < 0 || nanos < 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds, nanos));
  }

  /** Returns the decimals that stand there as nanoseconds; less than 0 if they are none. */
  private static long nanos(String text, int from, int end) {
    long decimals = digits(text, from, end, MOST_DECIMALS);
    for (int missing = end - from; missing < MOST_DECIMALS; missing++) {
      decimals *= 10;
    }
    return decimals;
  }

  /** Returns the number that stands there; -1 if it is none of 1 to that many digits. */
  private static long digits(String text, int from, int to, int most) {
    if (from >= to || to - from > most) {
      return -1;
    }
    long number = 0;
    for (int at = from; at < to; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /**
   * Writes an instant.
   *
   * @throws IllegalArgumentException when its year does not have four digits
   */
  static String of(Instant instant) {
    String text = instant.toString();
    if (!INSTANT.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " is not within the years 0 to 9999");
    }
    return text;
  }

  /** Reads the form that {@link #of(Instant)} writes; empty for any other text. */
  static Optional<Instant> instant(String text) {
    if (!INSTANT.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the text with every unpaired surrogate replaced, so that UTF-8 can encode it. */
  static String wellFormed(String text) {
    int at = firstUnpaired(text, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text);
    while (at >= 0) {
      mended.setCharAt(at, REPLACEMENT);
      at = firstUnpaired(mended, at + 1);
    }
    return mended.toString();
  }

  private static int firstUnpaired(CharSequence text, int from) {
    int at = from;
    while (at < text.length()) {
      char unit = text.charAt(at);
      if (Character.isHighSurrogate(unit)
          && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        at += 2;
      } else if (Character.isSurrogate(unit)) {
        return at;
      } else {
        at++;
      }
    }
    return -1;
  }
}
