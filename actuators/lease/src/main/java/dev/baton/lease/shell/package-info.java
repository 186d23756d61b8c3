/**
 * The thin shell around {@link dev.baton.lease.core.SessionKeeper}: for each cluster, one loop
 * thread reads commands, carries out effects in order and appends. May depend on the core, the
 * gate, the log and the model.
 */
@NullMarked
package dev.baton.lease.shell;

import org.jspecify.annotations.NullMarked;
