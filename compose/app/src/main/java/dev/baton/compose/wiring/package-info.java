/**
 * Builds each service from its configuration. Each service has one class with its keys and one that
 * builds it. This is the only package of the composition that uses the services' classes.
 */
@NullMarked
package dev.baton.compose.wiring;

import org.jspecify.annotations.NullMarked;
