/**
 * The interface of a cloud actuator: it makes a binding of a cluster point to a node, reads back
 * where the binding points, and checks beforehand whether a move could succeed.
 *
 * <p>The runtime drives the actuators and owns retries, budgets and rates. So an actuator makes
 * each call to its platform once, and reports how the call ended.
 */
@NullMarked
package dev.baton.spi;

import org.jspecify.annotations.NullMarked;
