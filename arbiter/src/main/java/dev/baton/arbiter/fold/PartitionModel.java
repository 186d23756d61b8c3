package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import java.util.SortedMap;
import org.pcollections.TreePMap;

/**
 * The folded state of one partition. It never changes: the model after a record shares with the one
 * before it all that the record does not concern.
 *
 * @param partition its own state
 * @param clusters the states of its clusters by name; sorted
 */
public record PartitionModel(
    PartitionState partition, SortedMap<ClusterId, ClusterState> clusters) {

  /** Before the first record. */
  public static final PartitionModel EMPTY =
      new PartitionModel(PartitionState.EMPTY, TreePMap.empty());

  /** Freezes the map. */
  public PartitionModel {
    clusters = persistent(clusters);
  }

  private static TreePMap<ClusterId, ClusterState> persistent(
      SortedMap<ClusterId, ClusterState> map) {
    return map instanceof TreePMap<ClusterId, ClusterState> already
        ? already
        : TreePMap.fromSortedMap(map);
  }

  /** Returns this model with another state of the partition. */
  PartitionModel with(PartitionState state) {
    return new PartitionModel(state, clusters);
  }

  /** Returns this model with another state of one cluster. */
  PartitionModel with(ClusterState state) {
    return new PartitionModel(partition, persistent(clusters).plus(state.cluster(), state));
  }
}
