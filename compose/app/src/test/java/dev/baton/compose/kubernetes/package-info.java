@NullMarked
package dev.baton.compose.kubernetes;

import org.jspecify.annotations.NullMarked;
