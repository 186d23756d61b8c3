/** Writes the status of clusters as text and as JSON. */
@NullMarked
package dev.baton.compose.status;

import org.jspecify.annotations.NullMarked;
