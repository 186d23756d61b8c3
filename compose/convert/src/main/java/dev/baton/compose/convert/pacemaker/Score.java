package dev.baton.compose.convert.pacemaker;

import java.util.Optional;

/** Scores of Pacemaker: whole numbers within a million, at which infinity begins. */
final class Score {

  static final int INFINITY = 1_000_000;

  private Score() {}

  /** Returns what the text says; empty if it is no score. */
  static Optional<Integer> parse(String text) {
    return switch (text) {
      case "INFINITY", "+INFINITY", "infinity", "+infinity" -> Optional.of(INFINITY);
      case "-INFINITY", "-infinity" -> Optional.of(-INFINITY);
      default -> number(text);
    };
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Math.max(-INFINITY, Math.min(INFINITY, Integer.parseInt(text))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Adds: minus infinity wins, then infinity. */
  static int sum(int one, int other) {
    if (one == -INFINITY || other == -INFINITY) {
      return -INFINITY;
    }
    return Math.max(-INFINITY, Math.min(INFINITY, one + other));
  }
}
