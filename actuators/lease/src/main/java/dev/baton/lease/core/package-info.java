/**
 * The keeper as pure state machines: which session is alive, until when, and which effects the
 * kernel and the log need, in which order.
 *
 * <p>No clock, IO, thread or randomness: the time is passed in as monotonic nanoseconds, and a
 * supplier gives session ids. May depend on {@code dev.baton.model} only.
 */
@NullMarked
package dev.baton.lease.core;

import org.jspecify.annotations.NullMarked;
