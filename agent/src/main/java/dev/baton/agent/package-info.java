/**
 * The agent: reports the health of a node's service to the log.
 *
 * <p>Depends on the schemas; never on the arbiter or an actuator.
 */
@NullMarked
package dev.baton.agent;

import org.jspecify.annotations.NullMarked;
