/**
 * The node-side half of the protocol as pure state machines: who holds a session, until when, and
 * what the kernel and the log are to be told, in which order.
 *
 * <p>No clock, IO, thread or randomness: time comes in as monotonic nanoseconds, session ids from a
 * supplier. May depend on {@code dev.baton.model} only.
 */
@NullMarked
package dev.baton.lease.core;

import org.jspecify.annotations.NullMarked;
