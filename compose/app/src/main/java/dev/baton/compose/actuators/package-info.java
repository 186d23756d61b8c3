/** The cloud actuators that are installed, each with libraries of its own. */
@NullMarked
package dev.baton.compose.actuators;

import org.jspecify.annotations.NullMarked;
