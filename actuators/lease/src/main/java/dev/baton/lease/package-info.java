/**
 * The node-side half of the protocol: a session kept alive in the log, and the gate in the kernel.
 *
 * <p>Depends on the schemas and the promises of actuators; never on the agent or the arbiter.
 */
@NullMarked
package dev.baton.lease;

import org.jspecify.annotations.NullMarked;
