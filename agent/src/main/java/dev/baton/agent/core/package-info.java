/**
 * Turns the probes' samples into the node's verdict. Pure and single-threaded: the caller passes
 * the time in.
 *
 * <p>Depends only on {@code dev.baton.model} and the JDK's value types.
 */
@NullMarked
package dev.baton.agent.core;

import org.jspecify.annotations.NullMarked;
