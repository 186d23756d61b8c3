@NullMarked
package dev.baton.compose.config;

import org.jspecify.annotations.NullMarked;
