/** What the clusters are like now, for people and for programs. */
@NullMarked
package dev.baton.compose.status;

import org.jspecify.annotations.NullMarked;
