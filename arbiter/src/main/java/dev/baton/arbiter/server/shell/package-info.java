/**
 * The arbiter's shell: reads the log, hands to the core, carries out what it says. The only place
 * of the arbiter with threads, clocks and logs.
 */
@NullMarked
package dev.baton.arbiter.server.shell;

import org.jspecify.annotations.NullMarked;
