/**
 * What actuators are tested against: {@link dev.baton.testkit.ActuatorContract}, and local
 * stand-ins for those parts of the clouds' HTTP APIs that the actuators use, faults included. The
 * stand-ins are for this project's tests and demonstration. They are no emulators.
 */
@NullMarked
package dev.baton.testkit;

import org.jspecify.annotations.NullMarked;
