/**
 * Each service made of its parts from its configuration: one class of keys and one of wiring for
 * each. The only package of the composition that knows the services' classes.
 */
@NullMarked
package dev.baton.compose.wiring;

import org.jspecify.annotations.NullMarked;
