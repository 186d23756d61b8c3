/** Cluster definitions as operators write them, and the differences between two of them. */
@NullMarked
package dev.baton.compose.define;

import org.jspecify.annotations.NullMarked;
