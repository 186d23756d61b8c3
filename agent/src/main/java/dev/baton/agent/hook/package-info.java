/**
 * Runs the node's own promote and demote scripts when a command asks for it, each order once.
 *
 * <p>Depends on {@code dev.baton.model} and {@code dev.baton.linux}.
 */
@NullMarked
package dev.baton.agent.hook;

import org.jspecify.annotations.NullMarked;
