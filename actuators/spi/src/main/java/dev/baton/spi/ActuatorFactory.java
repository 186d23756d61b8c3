package dev.baton.spi;

import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import java.util.List;

/** Makes the actuators of one cloud. */
public interface ActuatorFactory {

  /** Returns the kinds of bindings for which it can make actuators. */
  List<String> kinds();

  /**
   * Returns how many calls the platform allows an account, as it publishes. The first limit that
   * counts a call applies to it.
   */
  default List<CallLimit> limits() {
    return List.of();
  }

  /**
   * Makes the actuator of a binding. Builds clients, but makes no call.
   *
   * @param definition the definition of the cluster, used by {@link Actuator#preflight}; a move
   *     takes node and VIPs from its assignment
   * @param binding a binding of the definition, or one that is tried out for it
   * @throws IllegalArgumentException when a setting is missing, unknown or wrong; names the kind,
   *     the setting and the value
   */
  Actuator create(ClusterDefinition definition, Binding binding);
}
