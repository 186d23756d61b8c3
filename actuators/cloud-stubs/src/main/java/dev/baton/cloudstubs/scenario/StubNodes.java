package dev.baton.cloudstubs.scenario;

import dev.baton.cloudstubs.StubLatency;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * For whom a scene is set.
 *
 * @param nodes each node's own IPv4 address, by its name; the VIPs are the first one's at first
 * @param vips the cluster's VIPs, at least one
 * @param latency how long the cloud takes
 */
public record StubNodes(SortedMap<String, String> nodes, List<String> vips, StubLatency latency) {

  /** Freezes what it is given. */
  public StubNodes {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    vips = List.copyOf(vips);
    if (nodes.isEmpty() || vips.isEmpty()) {
      throw new IllegalArgumentException("a scene needs nodes and VIPs");
    }
  }

  String first() {
    return nodes.firstKey();
  }

  String address(String node) {
    return Optional.ofNullable(nodes.get(node))
        .orElseThrow(() -> new IllegalArgumentException("no node " + node + " in " + nodes));
  }

  /** Returns whose address that is. */
  Optional<String> nodeAt(String address) {
    return nodes.keySet().stream().filter(node -> address(node).equals(address)).findFirst();
  }
}
