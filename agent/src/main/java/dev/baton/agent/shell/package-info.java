/**
 * The agent as a service: it runs the probes, appends reports, reads commands and runs scripts.
 *
 * <p>One thread owns the core and all state. Other threads only put messages into its mailbox.
 */
@NullMarked
package dev.baton.agent.shell;

import org.jspecify.annotations.NullMarked;
