package dev.baton.bench;

import java.util.Locale;

/**
 * What a node costs its host.
 *
 * @param clusters how many others the partition has
 * @param processorMillis of processor time, in a second
 * @param bytes that its host receives, in a second
 */
record NodeCost(int clusters, double processorMillis, double bytes) implements Result {
  @Override
  public String toText() {
    return String.format(
        Locale.ROOT,
        "node               %,7d clusters beside it: %.1f ms of processor time and %,.0f bytes"
            + " received a second",
        clusters,
        processorMillis,
        bytes);
  }

  @Override
  public String toRow() {
    return String.format(
        Locale.ROOT,
        "| `node` | %,d | ms of processor time (%,.0f bytes received) | time | %.1f | | |",
        clusters,
        bytes,
        processorMillis);
  }

  @Override
  public String toJson(String machine, String date) {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"node\",\"clusters\":%d,\"processorMsPerSecond\":%.2f,"
            + "\"bytesReceivedPerSecond\":%.0f,\"machine\":\"%s\",\"date\":\"%s\"}",
        clusters,
        processorMillis,
        bytes,
        machine,
        date);
  }
}
