package dev.baton.runtime.core;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.fact.OutcomeResult;
import java.util.Optional;

/**
 * The status of a binding.
 *
 * @param cluster the cluster of the binding
 * @param index the binding's place in the definition's list, from 0
 * @param binding its kind
 * @param epoch the epoch of its assignment; empty before the first
 * @param told the last reported outcome of that assignment
 * @param unmakeable why there is no actuator for it; empty if there is one
 */
public record BindingStatus(
    ClusterId cluster,
    int index,
    String binding,
    Optional<Epoch> epoch,
    Optional<OutcomeResult> told,
    Optional<String> unmakeable) {}
