/** Cluster definitions as operators write them, and what changes between two of them. */
@NullMarked
package dev.baton.compose.define;

import org.jspecify.annotations.NullMarked;
