/** Reads stretches of the log for people: history, state as it is now, moves explained. */
@NullMarked
package dev.baton.compose.reading;

import org.jspecify.annotations.NullMarked;
