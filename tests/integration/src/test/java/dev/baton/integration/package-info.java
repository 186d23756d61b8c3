/**
 * What only processes that really die or freeze show: arbiters in JVMs of their own on a real
 * broker, with keepers and agents that the test plays through the log.
 *
 * <p>Needs Linux, for signals and for what /proc says of a process. Every process is ended by its
 * own id when its test ends, and at the latest when the JVM does.
 */
@NullMarked
package dev.baton.integration;

import org.jspecify.annotations.NullMarked;
