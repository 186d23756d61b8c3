package dev.baton.runtime.core;

import dev.baton.model.ClusterId;

/**
 * Which actuator: of which binding, and the how manieth of its partition, so that what an actuator
 * says that was replaced meanwhile is not taken for its successor's word.
 *
 * @param cluster whose binding
 * @param index the binding's place in the definition's list, from 0
 * @param number grows with each actuator of the partition
 */
public record BindingId(ClusterId cluster, int index, long number) {}
