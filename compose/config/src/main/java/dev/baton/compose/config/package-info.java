/**
 * Configuration of the services: one file, the environment and flags, which all have the same keys
 * from one table. Depends on {@code dev.baton.model} for its names at most.
 */
@NullMarked
package dev.baton.compose.config;

import org.jspecify.annotations.NullMarked;
