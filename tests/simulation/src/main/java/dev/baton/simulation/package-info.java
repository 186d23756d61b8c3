/**
 * The whole protocol under a scheduler with a seed. The production cores run unmodified. Clocks,
 * log, network and kernel gates are simulated: they keep exactly the promises on which the protocol
 * relies, and a drawn plan of faults breaks everything else.
 *
 * <p>One run is one thread and one seed; nothing here asks a real clock or a real random source.
 * May depend on the model, the log's port, and the cores of arbiter and lease.
 */
@NullMarked
package dev.baton.simulation;

import org.jspecify.annotations.NullMarked;
