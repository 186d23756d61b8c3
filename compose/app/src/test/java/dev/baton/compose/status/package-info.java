@NullMarked
package dev.baton.compose.status;

import org.jspecify.annotations.NullMarked;
