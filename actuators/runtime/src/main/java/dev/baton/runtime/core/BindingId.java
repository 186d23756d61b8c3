package dev.baton.runtime.core;

import dev.baton.model.ClusterId;

/**
 * Identifies an actuator: its binding and its number, so that a late report of a replaced actuator
 * is not taken for one of its successor.
 *
 * @param cluster the cluster of the binding
 * @param index the binding's place in the definition's list, from 0
 * @param number grows with each actuator of the partition
 */
public record BindingId(ClusterId cluster, int index, long number) {}
