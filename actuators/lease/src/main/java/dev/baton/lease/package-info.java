/**
 * The protocol's part on a node: the keeper, which keeps a session alive in the log and works the
 * gate in the kernel.
 *
 * <p>Depends on the schemas and the interface of actuators; never on the agent or the arbiter.
 */
@NullMarked
package dev.baton.lease;

import org.jspecify.annotations.NullMarked;
