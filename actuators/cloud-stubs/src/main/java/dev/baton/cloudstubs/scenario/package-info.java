/**
 * Whole clouds in small: for each kind of binding a stand-in with everything that one cluster needs
 * there, to be run beside it. Actuators see nothing of this package but the platform's API.
 */
@NullMarked
package dev.baton.cloudstubs.scenario;

import org.jspecify.annotations.NullMarked;
