/**
 * The actuators for Google Cloud: they move the target of an internal passthrough load balancer, by
 * the Compute Engine API.
 */
@NullMarked
package dev.baton.gcp;

import org.jspecify.annotations.NullMarked;
