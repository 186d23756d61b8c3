@NullMarked
package dev.baton.compose.convert.keepalived;

import org.jspecify.annotations.NullMarked;
