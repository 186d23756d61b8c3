/**
 * From samples to the node's verdict: pure, single-threaded, time passed in.
 *
 * <p>Depends on {@code dev.baton.model} and the JDK's values only.
 */
@NullMarked
package dev.baton.agent.core;

import org.jspecify.annotations.NullMarked;
