/**
 * The whole protocol under a seeded scheduler: the production cores run unmodified, while clocks,
 * log, network and kernel gates are simulated with exactly the promises that the protocol relies
 * on, and a drawn plan of faults takes everything else away.
 *
 * <p>One run is one thread and one seed; nothing here asks a real clock or a real random source.
 * May depend on the model, the log's port, and the cores of arbiter and lease.
 */
@NullMarked
package dev.baton.simulation;

import org.jspecify.annotations.NullMarked;
