package dev.baton.runtime.shell;

import dev.baton.log.EventLog;
import dev.baton.runtime.core.DriverSettings;
import dev.baton.spi.ActuatorFactory;
import java.util.Optional;

/**
 * The parts of an actuator service.
 *
 * @param cloud the cloud whose bindings it moves: those whose kind begins with this name and a
 *     hyphen
 * @param log where it reads commands and appends outcomes; not closed by the service
 * @param makers the factories of its actuators
 * @param settings the times of each binding's driver
 * @param rate the rate limit that all its actuators share, because they use one account
 * @param watch receives counts and times
 */
public record ActuatorParts(
    String cloud,
    EventLog log,
    Makers makers,
    DriverSettings settings,
    Rate rate,
    ActuatorWatch watch) {

  /** The factories of actuators. */
  public interface Makers {
    /** Returns the factory of that kind of actuator; empty if there is none. */
    Optional<ActuatorFactory> factory(String kind);
  }
}
