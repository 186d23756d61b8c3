/**
 * The agent as a service: probes in, reports out, commands in, scripts run.
 *
 * <p>One thread owns the core and all state; everybody else only puts messages into its mailbox.
 */
@NullMarked
package dev.baton.agent.shell;

import org.jspecify.annotations.NullMarked;
