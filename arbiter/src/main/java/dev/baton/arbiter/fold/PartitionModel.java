package dev.baton.arbiter.fold;

import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;

/**
 * The folded state of one partition. It never changes: the model after a record shares with the one
 * before it all that the record does not concern.
 *
 * @param partition its own state
 * @param clusters the states of its clusters
 */
public record PartitionModel(PartitionState partition, ClusterStates clusters) {

  /** Before the first record. */
  public static final PartitionModel EMPTY =
      new PartitionModel(PartitionState.EMPTY, ClusterStates.EMPTY);

  /** Returns this model with another state of the partition. */
  PartitionModel with(PartitionState state) {
    return new PartitionModel(state, clusters);
  }

  /** Returns this model with another state of one cluster. */
  PartitionModel with(ClusterState state) {
    return new PartitionModel(partition, clusters.with(state));
  }
}
