/**
 * Turns samples of the probes into the node's verdict. Pure and single-threaded: the time is passed
 * in.
 *
 * <p>Depends on {@code dev.baton.model} and the JDK's values only.
 */
@NullMarked
package dev.baton.agent.core;

import org.jspecify.annotations.NullMarked;
