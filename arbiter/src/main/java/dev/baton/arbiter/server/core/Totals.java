package dev.baton.arbiter.server.core;

import dev.baton.model.state.ClusterState;
import dev.baton.model.state.SessionState;
import java.util.Optional;
import java.util.TreeMap;

/** What an arbiter needs to know of all clusters together, kept up by each change of one. */
final class Totals {
  /** How many clusters have sessions, by the shortest lease of them in ns. */
  private final TreeMap<Long, Integer> byShortestLease = new TreeMap<>();

  private int clusters;
  private int quarantined;

  /** A cluster's state has changed; {@code before} is empty when it is new. */
  void changed(Optional<ClusterState> before, ClusterState state) {
    if (before.isEmpty()) {
      clusters++;
    }
    quarantined += isQuarantined(state) - before.map(Totals::isQuarantined).orElse(0);
    long known = before.map(Totals::shortestLease).orElse(0L);
    long lease = shortestLease(state);
    if (known != lease) {
      count(known, -1);
      count(lease, 1);
    }
  }

  private static int isQuarantined(ClusterState state) {
    return state.quarantine().isPresent() ? 1 : 0;
  }

  /** In ns; 0 without sessions. */
  private static long shortestLease(ClusterState state) {
    long shortest = Long.MAX_VALUE;
    for (SessionState session : state.sessions().values()) {
      shortest = Math.min(shortest, session.lease().toNanos());
    }
    return shortest == Long.MAX_VALUE ? 0 : shortest;
  }

  private void count(long lease, int by) {
    if (lease > 0) {
      byShortestLease.merge(lease, by, (known, more) -> known + more == 0 ? null : known + more);
    }
  }

  int clusters() {
    return clusters;
  }

  int quarantined() {
    return quarantined;
  }

  /** Tells whether any keeper has a session. */
  boolean anySession() {
    return !byShortestLease.isEmpty();
  }

  /** The shortest lease of all sessions, in ns; 0 without sessions. */
  long shortestLease() {
    return byShortestLease.isEmpty() ? 0 : byShortestLease.firstKey();
  }
}
