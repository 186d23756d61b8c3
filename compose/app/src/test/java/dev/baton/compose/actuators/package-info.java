@NullMarked
package dev.baton.compose.actuators;

import org.jspecify.annotations.NullMarked;
