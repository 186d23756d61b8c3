/**
 * Probes the node's service and what it depends on: tcp, http, script, process, interface, gateway.
 *
 * <p>Every probe has a thread of its own, so a slow probe delays no other probe. Depends on {@code
 * dev.baton.agent.core} for samples and on {@code dev.baton.linux}.
 */
@NullMarked
package dev.baton.agent.probe;

import org.jspecify.annotations.NullMarked;
