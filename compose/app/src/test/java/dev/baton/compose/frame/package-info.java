@NullMarked
package dev.baton.compose.frame;

import org.jspecify.annotations.NullMarked;
