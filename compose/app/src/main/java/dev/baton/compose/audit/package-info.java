/** Writes audit lines and the explanation of a move as text and as JSON. */
@NullMarked
package dev.baton.compose.audit;

import org.jspecify.annotations.NullMarked;
