/** The verbs of the {@code baton} command. */
@NullMarked
package dev.baton.compose.cli;

import org.jspecify.annotations.NullMarked;
