/** The movers of clouds that are at hand, each with libraries of its own. */
@NullMarked
package dev.baton.compose.movers;

import org.jspecify.annotations.NullMarked;
