/** The actuators of clouds that are at hand, each with libraries of its own. */
@NullMarked
package dev.baton.compose.actuators;

import org.jspecify.annotations.NullMarked;
