/**
 * Runs the node's own promote and demote scripts when a command asks for it: each script once.
 *
 * <p>Depends on {@code dev.baton.model} and {@code dev.baton.agent.os}.
 */
@NullMarked
package dev.baton.agent.hook;

import org.jspecify.annotations.NullMarked;
