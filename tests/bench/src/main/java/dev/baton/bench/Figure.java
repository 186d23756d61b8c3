package dev.baton.bench;

import java.util.Locale;

/**
 * What was measured.
 *
 * @param name of the benchmark
 * @param clusters how many clusters the partition had
 * @param unit what is counted
 * @param clock which second is meant
 * @param perSecond how many a second does: the median of the rounds
 * @param least of the rounds
 * @param most of the rounds
 */
record Figure(
    String name,
    int clusters,
    String unit,
    Clock clock,
    double perSecond,
    double least,
    double most)
    implements Result {
  /** Below this, decimals count. */
  private static final double FEW = 100;

  /** A second of processor time of this process, or of what a clock on the wall shows. */
  enum Clock {
    PROCESSOR,
    WALL;

    String words() {
      return this == PROCESSOR ? "processor time" : "time";
    }
  }

  @Override
  public String toText() {
    return String.format(
        Locale.ROOT,
        "%-18s %,7d clusters %14s %s a second of %s (%s to %s)",
        name,
        clusters,
        toText(perSecond),
        unit,
        clock.words(),
        toText(least),
        toText(most));
  }

  @Override
  public String toRow() {
    return String.format(
        Locale.ROOT,
        "| `%s` | %,d | %s | %s | %s | %s | %s |",
        name,
        clusters,
        unit,
        clock.words(),
        toText(perSecond),
        toText(least),
        toText(most));
  }

  private static String toText(double number) {
    return String.format(Locale.ROOT, number < FEW ? "%,.2f" : "%,.0f", number);
  }

  @Override
  public String toJson(String machine, String date) {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"clusters\":%d,\"unit\":\"%s\",\"clock\":\"%s\",\"perSecond\":%.2f,"
            + "\"least\":%.2f,\"most\":%.2f,\"machine\":\"%s\",\"date\":\"%s\"}",
        name,
        clusters,
        unit,
        clock.name().toLowerCase(Locale.ROOT),
        perSecond,
        least,
        most,
        machine,
        date);
  }
}
