package dev.baton.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Randomness of one concern, so that a change in one does not shift the draws of another. */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  Dice(long seed, String concern) {
    random = new SplittableRandom(seed * GOLDEN + concern.hashCode());
  }

  /** True that many times in a hundred. */
  boolean percent(int share) {
    return random.nextInt(100) < share;
  }

  /** True that many times in a thousand. */
  boolean permille(int share) {
    return random.nextInt(1000) < share;
  }

  /** A number from the first to the second, both included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Nanoseconds between two durations in microseconds. */
  long micros(long least, long most) {
    return random.nextLong(least * 1_000, most * 1_000 + 1);
  }

  /** Nanoseconds between two durations in milliseconds. */
  long millis(long least, long most) {
    return micros(least * 1_000, most * 1_000);
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
