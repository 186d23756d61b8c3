/** The threads, the clock and the random numbers around the core. */
@NullMarked
package dev.baton.runtime.shell;

import org.jspecify.annotations.NullMarked;
