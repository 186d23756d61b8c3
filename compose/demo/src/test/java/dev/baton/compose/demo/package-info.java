@NullMarked
package dev.baton.compose.demo;

import org.jspecify.annotations.NullMarked;
