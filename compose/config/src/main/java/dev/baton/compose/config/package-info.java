/**
 * Configuration of the services: one file, the environment and flags, with the same keys for all
 * three, from one table of keys. Depends on {@code dev.baton.model} for its names at most.
 */
@NullMarked
package dev.baton.compose.config;

import org.jspecify.annotations.NullMarked;
