package dev.baton.model.state;

/**
 * A cluster's state in the state topic. A process that starts begins to read here.
 *
 * @param state the state
 * @param partition the partition's own state at the same moment
 * @param commandsUpTo the offset in the commands topic up to which (exclusive) all commands derived
 *     up to {@code partition.folded()} stand; read commands from here on
 */
public record Snapshot(ClusterState state, PartitionState partition, long commandsUpTo) {}
