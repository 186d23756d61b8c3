/**
 * The shell around {@code dev.baton.channel.core}: the socket, and what a member of a cluster sends
 * and hears by it. Depends on the core, the keys, the model and {@code dev.baton.scheduling}.
 */
@NullMarked
package dev.baton.channel.shell;

import org.jspecify.annotations.NullMarked;
