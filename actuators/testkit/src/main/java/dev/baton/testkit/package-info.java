/**
 * What actuators are tested against: {@link dev.baton.testkit.ActuatorContract}, and local
 * stand-ins that speak just those parts of the clouds' HTTP APIs that the actuators use, faults
 * included. They are for this project's tests and demonstration; they are no emulators.
 */
@NullMarked
package dev.baton.testkit;

import org.jspecify.annotations.NullMarked;
