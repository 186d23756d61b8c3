/**
 * The port to the log: {@link dev.baton.log.EventLog}. Depends on {@code dev.baton.model} and
 * {@code dev.baton.codec}.
 */
@NullMarked
package dev.baton.log;

import org.jspecify.annotations.NullMarked;
