package dev.baton.lease.gate;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What each cluster guards in the tables of a host, from the view of one cluster.
 *
 * @param cluster the cluster
 * @param guarded what each cluster guards
 */
record Owners(String cluster, SortedMap<String, List<Guarded>> guarded) {

  /** Returns what the cluster itself guards. */
  List<Guarded> own() {
    return guarded.getOrDefault(cluster, List.of());
  }

  /**
   * Returns why the cluster cannot guard this element: another cluster does. A responder's port has
   * priority over a service's port, because the answers of a responder decide on all traffic.
   */
  Optional<String> objection(Guarded wanted) {
    List<Guarded> same =
        wanted.isService() ? List.of(wanted, Guarded.port(wanted.number())) : List.of(wanted);
    return guarded.entrySet().stream()
        .filter(owner -> !owner.getKey().equals(cluster))
        .filter(owner -> owner.getValue().stream().anyMatch(same::contains))
        .map(owner -> "is guarded by cluster " + owner.getKey() + " on this host")
        .findFirst();
  }
}
