/** Threads, clock and chance around the core. */
@NullMarked
package dev.baton.runtime.shell;

import org.jspecify.annotations.NullMarked;
