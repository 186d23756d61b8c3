/**
 * The shell around {@code dev.baton.channel.core}: the socket, and what a member of a cluster sends
 * and hears by it. Depends on the core, the keys, the model, {@code dev.baton.scheduling} and
 * {@code dev.baton.log.warmup}.
 */
@NullMarked
package dev.baton.channel.shell;

import org.jspecify.annotations.NullMarked;
