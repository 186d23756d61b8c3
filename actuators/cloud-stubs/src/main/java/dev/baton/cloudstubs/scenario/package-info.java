/**
 * Small clouds that are complete for one cluster: for each kind of binding, a stand-in with all
 * resources that the binding needs. An actuator sees nothing of this package but the platform's
 * API.
 */
@NullMarked
package dev.baton.cloudstubs.scenario;

import org.jspecify.annotations.NullMarked;
