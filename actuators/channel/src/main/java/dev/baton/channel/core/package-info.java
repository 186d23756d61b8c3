/**
 * The channel's datagrams and rules as pure code: the format, who may be heard, what was heard
 * before, and how much.
 *
 * <p>No clock, IO, thread, randomness or cryptography: the time is passed in as monotonic
 * nanoseconds, and a {@link dev.baton.channel.core.Keyring} seals. May depend on {@code
 * dev.baton.model} only.
 */
@NullMarked
package dev.baton.channel.core;

import org.jspecify.annotations.NullMarked;
