/**
 * Moves what an internal passthrough load balancer of Google Cloud points to, over the Compute
 * Engine API.
 */
@NullMarked
package dev.baton.gcp;

import org.jspecify.annotations.NullMarked;
