/**
 * What an operator says of a cluster: members, VIPs, bindings, timings and policy.
 *
 * <p>A definition is checked when it is made: what exists is within its ranges.
 */
@NullMarked
package dev.baton.model.definition;

import org.jspecify.annotations.NullMarked;
