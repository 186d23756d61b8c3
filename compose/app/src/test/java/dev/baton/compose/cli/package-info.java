@NullMarked
package dev.baton.compose.cli;

import org.jspecify.annotations.NullMarked;
