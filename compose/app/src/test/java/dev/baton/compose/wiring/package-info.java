@NullMarked
package dev.baton.compose.wiring;

import org.jspecify.annotations.NullMarked;
