package dev.baton.spi;

import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import java.util.List;

/** Makes actuators of the kinds that one service knows. */
public interface ActuatorFactory {

  /** Returns the kinds of bindings that it can make actuators for. */
  List<String> kinds();

  /**
   * Returns how many calls the platform lets an account make, as it publishes; the first that
   * counts a call is its limit.
   */
  default List<CallLimit> limits() {
    return List.of();
  }

  /**
   * Makes the actuator of a binding. Builds clients, and makes no call.
   *
   * @param definition of the cluster whose VIPs it moves: what {@link Actuator#preflight} goes by;
   *     whom and what a move is about stands in its assignment
   * @param binding one of the definition's, or one that is tried out for it
   * @throws IllegalArgumentException when a setting is missing, unknown or wrong; names the kind,
   *     the setting and the value
   */
  Actuator create(ClusterDefinition definition, Binding binding);
}
