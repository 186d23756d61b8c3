/** Threads, clock and random numbers around the core. */
@NullMarked
package dev.baton.runtime.shell;

import org.jspecify.annotations.NullMarked;
