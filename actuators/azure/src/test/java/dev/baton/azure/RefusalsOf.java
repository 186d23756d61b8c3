package dev.baton.azure;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Assignment;
import dev.baton.spi.Receipt;

/** Makes a pass that is to be refused, and returns why it was. */
final class RefusalsOf {
  private RefusalsOf() {}

  static ActuatorException apply(Actuator actuator, Assignment assignment) {
    return catchThrowableOfType(
        ActuatorException.class,
        () -> {
          Receipt unused = actuator.apply(assignment, new Pass());
        });
  }
}
