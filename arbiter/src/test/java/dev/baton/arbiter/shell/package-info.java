/** Tests of the shell over a log in memory. */
@NullMarked
package dev.baton.arbiter.shell;

import org.jspecify.annotations.NullMarked;
