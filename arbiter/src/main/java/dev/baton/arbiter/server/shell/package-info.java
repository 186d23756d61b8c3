/**
 * The arbiter's shell: it reads the log, passes the records to the core, and carries out the
 * effects that the core returns. The only package of the arbiter with threads, clocks and messages.
 */
@NullMarked
package dev.baton.arbiter.server.shell;

import org.jspecify.annotations.NullMarked;
