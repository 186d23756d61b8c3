package dev.baton.runtime.shell;

import dev.baton.log.EventLog;
import dev.baton.runtime.core.DriverSettings;
import dev.baton.spi.ActuatorFactory;
import java.util.Optional;

/**
 * What an actuator service is made of.
 *
 * @param cloud whose bindings it moves: those whose kind begins with this and a hyphen
 * @param log where commands come from and outcomes go to; not closed by the service
 * @param makers who makes actuators
 * @param settings how patiently it moves
 * @param rate what all its actuators share: they call by one identity
 * @param watch who looks on
 */
public record ActuatorParts(
    String cloud,
    EventLog log,
    Makers makers,
    DriverSettings settings,
    Rate rate,
    ActuatorWatch watch) {

  /** Who makes actuators. */
  public interface Makers {
    /** Returns who makes actuators of that kind, if anybody does. */
    Optional<ActuatorFactory> factory(String kind);
  }
}
