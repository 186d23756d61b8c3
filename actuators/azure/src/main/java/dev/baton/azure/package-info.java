/**
 * The actuator for Azure: it moves VIPs that an internal load balancer carries. {@link
 * dev.baton.azure.AzureActuators} makes the actuators. Only this package uses the SDK.
 */
@NullMarked
package dev.baton.azure;

import org.jspecify.annotations.NullMarked;
