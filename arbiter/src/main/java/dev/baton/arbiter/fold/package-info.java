/**
 * The fold: who should be active, as a pure function of the log.
 *
 * <p>{@link dev.baton.arbiter.fold.PartitionFold} is the fold of protocol rule Z, split by the
 * family of facts. {@link dev.baton.arbiter.fold.Policy} chooses. {@link
 * dev.baton.arbiter.fold.Deadlines} says what a state waits for. No clock, IO, logger, randomness
 * or hash order. Depends on {@code dev.baton.model} alone.
 */
@NullMarked
package dev.baton.arbiter.fold;

import org.jspecify.annotations.NullMarked;
