package dev.baton.lease.gate;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Who guards what in the tables of a host, as one cluster sees it.
 *
 * @param cluster the one that looks
 * @param guarded what each cluster guards
 */
record Owners(String cluster, SortedMap<String, List<Guarded>> guarded) {

  /** What the cluster itself guards. */
  List<Guarded> own() {
    return guarded.getOrDefault(cluster, List.of());
  }

  /**
   * Why the cluster cannot guard something: another does. A responder's port goes before a
   * service's, since what asks there decides on all traffic.
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
