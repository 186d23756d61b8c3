/**
 * The configuration of the services: one file, the environment and flags. All three have the same
 * keys, which come from one table. May depend on {@code dev.baton.model} for its names.
 */
@NullMarked
package dev.baton.compose.config;

import org.jspecify.annotations.NullMarked;
