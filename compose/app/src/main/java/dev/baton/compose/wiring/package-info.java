/**
 * Makes each service out of its parts by its configuration: for each service, one class with its
 * keys and one that puts it together. The only package of the composition that knows the services'
 * classes.
 */
@NullMarked
package dev.baton.compose.wiring;

import org.jspecify.annotations.NullMarked;
