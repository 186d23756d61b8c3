/**
 * Reads the configuration of other programs that move addresses, and makes of it definitions and
 * configurations of nodes. Pure: who calls it reads the files and writes the results. Depends on
 * the model and on {@code dev.baton.compose.config} for errors and spelling.
 */
@NullMarked
package dev.baton.compose.convert;

import org.jspecify.annotations.NullMarked;
