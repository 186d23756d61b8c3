@NullMarked
package dev.baton.compose.reading;

import org.jspecify.annotations.NullMarked;
