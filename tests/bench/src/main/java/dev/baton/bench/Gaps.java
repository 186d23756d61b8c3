package dev.baton.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How long a client had no answer while the VIP moved.
 *
 * @param what the kind of move
 * @param way how the next holder learnt of it
 * @param sorted the gaps, the shortest first; at least one
 */
record Gaps(String what, String way, List<Duration> sorted) implements Result {
  private static final int TENTHS = 10;

  Gaps {
    sorted = sorted.stream().sorted().toList();
  }

  double median() {
    return millis(sorted.get(sorted.size() / 2));
  }

  /** Nine of ten were at most so long. */
  double p90() {
    return millis(sorted.get(Math.min(sorted.size() - 1, sorted.size() * (TENTHS - 1) / TENTHS)));
  }

  private static double millis(Duration gap) {
    return gap.toNanos() / 1e6;
  }

  private double least() {
    return millis(sorted.get(0));
  }

  private double most() {
    return millis(sorted.get(sorted.size() - 1));
  }

  @Override
  public String toText() {
    return String.format(
        Locale.ROOT,
        "failover  %-13s %-8s gap of %2d moves: median %6.2f ms, p90 %6.2f (%.2f to %.2f)",
        what,
        way,
        sorted.size(),
        median(),
        p90(),
        least(),
        most());
  }

  @Override
  public String toRow() {
    return String.format(
        Locale.ROOT,
        "| `failover` | 1 | ms without an answer: %s, %s (p90 %.2f) | | %.2f | %.2f | %.2f |",
        what,
        way,
        p90(),
        median(),
        least(),
        most());
  }

  @Override
  public String toJson(String machine, String date) {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"failover\",\"what\":\"%s\",\"way\":\"%s\",\"moves\":%d,\"medianMs\":%.3f,"
            + "\"p90Ms\":%.3f,\"leastMs\":%.3f,\"mostMs\":%.3f,\"machine\":\"%s\",\"date\":\"%s\"}",
        what,
        way,
        sorted.size(),
        median(),
        p90(),
        least(),
        most(),
        machine,
        date);
  }
}
