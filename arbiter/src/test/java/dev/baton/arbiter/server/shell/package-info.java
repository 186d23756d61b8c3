/** Tests of the shell over a log in memory. */
@NullMarked
package dev.baton.arbiter.server.shell;

import org.jspecify.annotations.NullMarked;
