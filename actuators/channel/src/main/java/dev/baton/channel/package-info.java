/**
 * The channel: authenticated datagrams between the members of a cluster. What it carries stands in
 * the log as well, or is safe to lose.
 *
 * <p>{@code core} has the format and the rules without clock or IO, {@code key} the keys and their
 * file, {@code shell} the socket and what a node does with it. Depends on the model, on {@code
 * dev.baton.scheduling}, {@code dev.baton.log.warmup} and the JDK; never on the agent, the arbiter
 * or an actuator.
 */
@NullMarked
package dev.baton.channel;

import org.jspecify.annotations.NullMarked;
