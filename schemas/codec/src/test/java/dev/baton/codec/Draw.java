package dev.baton.codec;

import dev.baton.model.Ranges;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Draws plain values from a seeded source, edges more often than chance would. */
final class Draw {

  private static final String NAME_ENDS = "abcz019";
  private static final String NAME_INNER = NAME_ENDS + "-.";
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "plain words",
          "\"quotes\" and \\ and /",
          "line\nbreak\ttab\u0000nul",
          "Grüße 日本 \uD83D\uDE80",
          "\u2028 and \uFFFF",
          "x".repeat(600));

  private final Random random;

  Draw(Random random) {
    this.random = random;
  }

  /** Returns a number from 0 up to {@code end}, exclusive. */
  int below(int end) {
    return random.nextInt(end);
  }

  boolean flag() {
    return random.nextBoolean();
  }

  long natural() {
    return switch (below(4)) {
      case 0 -> 0;
      case 1 -> Ranges.MOST_NUMBER;
      case 2 -> below(1000);
      default -> random.nextLong() & Ranges.MOST_NUMBER;
    };
  }

  /** Returns an offset of -1 or more. */
  long offset() {
    return below(5) == 0 ? -1 : natural();
  }

  /** Returns a number within both bounds. */
  int within(int least, int most) {
    return switch (below(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> least + below(most - least + 1);
    };
  }

  String name() {
    StringBuilder name = new StringBuilder();
    int length = within(1, 63);
    for (int i = 0; i < length; i++) {
      String letters = i == 0 || i == length - 1 ? NAME_ENDS : NAME_INNER;
      name.append(letters.charAt(below(letters.length())));
    }
    return name.toString();
  }

  /** Returns a text of well-formed Unicode. */
  String text() {
    if (flag()) {
      return TEXTS.get(below(TEXTS.size()));
    }
    StringBuilder text = new StringBuilder();
    for (int i = below(20); i > 0; i--) {
      int point = below(Character.MAX_CODE_POINT + 1);
      text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point);
    }
    return text.toString();
  }

  /** Returns a duration within both bounds, to the nanosecond. */
  Duration within(Duration least, Duration most) {
    long span = most.minus(least).toNanos();
    return switch (below(4)) {
      case 0 -> least;
      case 1 -> most;
      case 2 -> least.plusMillis(span / 2_000_000);
      default -> least.plusNanos((long) (random.nextDouble() * span));
    };
  }

  Duration duration() {
    return within(Duration.ZERO, Duration.ofDays(1000));
  }

  Instant instant() {
    return switch (below(3)) {
      case 0 -> Instant.EPOCH;
      case 1 -> Instant.ofEpochMilli(natural() % 4_000_000_000_000L);
      default -> Instant.ofEpochSecond(natural() % 4_000_000_000L, below(1_000_000_000));
    };
  }

  <T> T one(T[] values) {
    return values[below(values.length)];
  }

  /** Returns a value of one of these. */
  <T> T oneOf(List<Supplier<T>> values) {
    return values.get(below(values.size())).get();
  }

  <T> Optional<T> maybe(Supplier<T> value) {
    return flag() ? Optional.of(value.get()) : Optional.empty();
  }

  <T> List<T> list(int most, Supplier<T> value) {
    List<T> all = new ArrayList<>();
    for (int i = below(most + 1); i > 0; i--) {
      all.add(value.get());
    }
    return all;
  }

  /** Returns a list of at least one value that holds none twice. */
  <T> List<T> distinct(int most, Supplier<T> value) {
    List<T> all = new ArrayList<>();
    for (int i = within(1, most); i > 0; i--) {
      T next = value.get();
      if (!all.contains(next)) {
        all.add(next);
      }
    }
    return all;
  }

  SortedMap<String, String> map() {
    SortedMap<String, String> all = new TreeMap<>();
    for (int i = below(4); i > 0; i--) {
      all.put(text(), text());
    }
    return all;
  }
}
