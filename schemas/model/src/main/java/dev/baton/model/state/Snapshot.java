package dev.baton.model.state;

import dev.baton.model.Ranges;
import java.util.OptionalInt;

/**
 * A cluster's state in the state topic. A process that starts begins to read here.
 *
 * @param state the state
 * @param partition the partition's own state at the same moment
 * @param commandsUpTo the offset in the commands topic up to which (exclusive) all commands derived
 *     up to {@code partition.folded()} stand; read commands from here on
 * @param leaderEpoch the leader epoch (KIP-101) of the event at {@code partition.folded()}, by
 *     which Kafka can tell whether that event still stands; empty if it is not known
 */
public record Snapshot(
    ClusterState state, PartitionState partition, long commandsUpTo, OptionalInt leaderEpoch) {

  /** Checks the range. */
  public Snapshot {
    leaderEpoch.ifPresent(epoch -> Ranges.require("leaderEpoch", epoch, 0));
  }

  /** A snapshot whose leader epoch is not known. */
  public Snapshot(ClusterState state, PartitionState partition, long commandsUpTo) {
    this(state, partition, commandsUpTo, OptionalInt.empty());
  }
}
