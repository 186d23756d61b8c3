/**
 * The {@code baton} command: it puts all modules together.
 *
 * <p>Depends on everything; nothing but tests depends on it.
 */
@NullMarked
package dev.baton.compose;

import org.jspecify.annotations.NullMarked;
