/** The present state of the clusters, for people and for programs. */
@NullMarked
package dev.baton.compose.status;

import org.jspecify.annotations.NullMarked;
