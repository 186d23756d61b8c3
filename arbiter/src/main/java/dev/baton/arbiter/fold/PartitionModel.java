package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folded state of one partition.
 *
 * @param partition its own state
 * @param clusters the states of its clusters by name; sorted
 */
public record PartitionModel(
    PartitionState partition, SortedMap<ClusterId, ClusterState> clusters) {

  /** Before the first record. */
  public static final PartitionModel EMPTY =
      new PartitionModel(PartitionState.EMPTY, new TreeMap<>());

  /** Freezes the map. */
  public PartitionModel {
    clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
  }

  /** Returns this model with another state of the partition. */
  PartitionModel with(PartitionState state) {
    return new PartitionModel(state, clusters);
  }

  /** Returns this model with another state of one cluster. */
  PartitionModel with(ClusterState state) {
    SortedMap<ClusterId, ClusterState> changed = new TreeMap<>(clusters);
    changed.put(state.cluster(), state);
    return new PartitionModel(partition, changed);
  }
}
