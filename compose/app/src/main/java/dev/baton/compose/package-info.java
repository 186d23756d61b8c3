/**
 * The {@code baton} command: everything put together.
 *
 * <p>Depends on everything; nothing but tests depends on it.
 */
@NullMarked
package dev.baton.compose;

import org.jspecify.annotations.NullMarked;
