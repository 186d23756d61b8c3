/**
 * Looks at the node's service and its surroundings: tcp, http, script, process, interface, gateway.
 *
 * <p>Every probe looks on a thread of its own, so that a slow one delays nobody and never overlaps
 * itself. Depends on {@code dev.baton.agent.core} for samples and on {@code dev.baton.agent.os}.
 */
@NullMarked
package dev.baton.agent.probe;

import org.jspecify.annotations.NullMarked;
