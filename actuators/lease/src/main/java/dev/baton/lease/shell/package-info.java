/**
 * The shell around {@link dev.baton.lease.core.SessionKeeper}: for each cluster, one loop thread
 * reads commands, carries out effects in order and appends facts. May depend on the core, the gate,
 * the log, the model and {@code dev.baton.linux}.
 */
@NullMarked
package dev.baton.lease.shell;

import org.jspecify.annotations.NullMarked;
