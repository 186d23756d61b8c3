@NullMarked
package dev.baton.compose.movers;

import org.jspecify.annotations.NullMarked;
