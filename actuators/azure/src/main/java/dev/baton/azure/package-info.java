/**
 * Moves VIPs that an internal load balancer of Azure carries: {@link
 * dev.baton.azure.AzureActuators} makes the actuators. Nothing but this package sees the SDK.
 */
@NullMarked
package dev.baton.azure;

import org.jspecify.annotations.NullMarked;
