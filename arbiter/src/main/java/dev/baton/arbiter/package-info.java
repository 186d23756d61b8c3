/**
 * Who should be active, derived from the log.
 *
 * <p>Depends on the schemas; never on the agent or an actuator.
 */
@NullMarked
package dev.baton.arbiter;

import org.jspecify.annotations.NullMarked;
