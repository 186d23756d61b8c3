@NullMarked
package dev.baton.compose.ping;

import org.jspecify.annotations.NullMarked;
