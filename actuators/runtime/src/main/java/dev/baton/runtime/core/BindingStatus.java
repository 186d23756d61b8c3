package dev.baton.runtime.core;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.fact.OutcomeResult;
import java.util.Optional;

/**
 * How a binding fares.
 *
 * @param cluster whose
 * @param index its place in the definition's list, from 0
 * @param binding its kind
 * @param epoch the assignment that it is to follow; empty before the first
 * @param told what was last told of that assignment
 * @param unmakeable why there is no actuator for it, if there is none
 */
public record BindingStatus(
    ClusterId cluster,
    int index,
    String binding,
    Optional<Epoch> epoch,
    Optional<OutcomeResult> told,
    Optional<String> unmakeable) {}
