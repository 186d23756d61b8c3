package dev.baton.spi;

import dev.baton.model.Binding;
import java.util.List;

/** Makes movers of the kinds that one service knows. */
public interface ActuatorFactory {

  /** Returns the kinds of bindings that it can make movers for. */
  List<String> kinds();

  /**
   * Makes the mover of a binding. Builds clients, and makes no call.
   *
   * @throws IllegalArgumentException when a setting is missing, unknown or wrong; names the kind,
   *     the setting and the value
   */
  Actuator create(Binding binding);
}
