@NullMarked
package dev.baton.compose.convert;

import org.jspecify.annotations.NullMarked;
