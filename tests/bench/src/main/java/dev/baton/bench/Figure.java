package dev.baton.bench;

import java.util.Locale;

/**
 * What was measured.
 *
 * @param name of the benchmark
 * @param clusters how many clusters the partition had
 * @param unit what is counted
 * @param perSecond how many a second of processor time does: the median of the rounds
 * @param least of the rounds
 * @param most of the rounds
 */
record Figure(String name, int clusters, String unit, double perSecond, double least, double most) {

  String toText() {
    return String.format(
        Locale.ROOT,
        "%-18s %,7d clusters %,14.0f %s/s of processor time (%,.0f to %,.0f)",
        name,
        clusters,
        perSecond,
        unit,
        least,
        most);
  }

  /** A line of JSON. */
  String toJson(String machine, String date) {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"clusters\":%d,\"unit\":\"%s\",\"perSecond\":%.0f,\"least\":%.0f,"
            + "\"most\":%.0f,\"machine\":\"%s\",\"date\":\"%s\"}",
        name,
        clusters,
        unit,
        perSecond,
        least,
        most,
        machine,
        date);
  }
}
