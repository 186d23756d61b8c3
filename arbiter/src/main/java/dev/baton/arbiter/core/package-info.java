/**
 * Who should be active, derived from the log: pure functions and one deterministic machine.
 *
 * <p>{@link dev.baton.arbiter.core.PartitionFold} is the fold of protocol rule Z, split by fact
 * family; {@link dev.baton.arbiter.core.Policy} chooses, {@link dev.baton.arbiter.core.Deadlines}
 * says what to wait for, {@link dev.baton.arbiter.core.PartitionRunner} is one arbiter's work on
 * one partition without its IO. No clock, IO, logger, randomness or hash order; depends on {@code
 * dev.baton.model} alone.
 */
@NullMarked
package dev.baton.arbiter.core;

import org.jspecify.annotations.NullMarked;
