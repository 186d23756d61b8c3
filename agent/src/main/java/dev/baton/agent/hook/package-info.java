/**
 * Runs the node's own promote and demote scripts when the log says so: each once.
 *
 * <p>Depends on {@code dev.baton.model} and {@code dev.baton.agent.os}.
 */
@NullMarked
package dev.baton.agent.hook;

import org.jspecify.annotations.NullMarked;
