/**
 * What every actuator promises: a binding of a cluster is made to point to a node, read back, and
 * looked over beforehand.
 *
 * <p>Actuators are driven by the runtime, which owns retries, budgets and pace: an actuator makes
 * each call to its platform once and says plainly how it ended.
 */
@NullMarked
package dev.baton.spi;

import org.jspecify.annotations.NullMarked;
