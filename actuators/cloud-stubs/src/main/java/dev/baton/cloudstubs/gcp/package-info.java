/**
 * A stand-in for the parts of Google's Compute Engine API that move the target of an internal
 * passthrough load balancer: regional backend services, forwarding rules, instance groups, network
 * endpoint groups, operations.
 */
@NullMarked
package dev.baton.cloudstubs.gcp;

import org.jspecify.annotations.NullMarked;
