/**
 * A stand-in for the parts of Azure's Resource Manager that actuators use: load balancers with
 * their ETags, the operations that writes begin, which addresses a virtual network has in use, and
 * what the caller may do.
 *
 * <p>Which properties a body may have, must have and cannot set is taken from Microsoft's
 * description of api-version 2025-03-01 (Azure/bicep-types-az). How errors and operations look is
 * taken from recorded traffic of the real service.
 */
@NullMarked
package dev.baton.cloudstubs.azure;

import org.jspecify.annotations.NullMarked;
