@NullMarked
package dev.baton.compose.define;

import org.jspecify.annotations.NullMarked;
