package dev.baton.aws;

import dev.baton.model.NodeId;
import dev.baton.spi.ActuatorException;
import java.util.Optional;
import java.util.SortedMap;

/** Finds a node's target in the settings. */
final class Targets {
  private Targets() {}

  /**
   * Returns the node's target.
   *
   * @throws dev.baton.spi.ActuatorException of kind {@code PERMANENT} when the settings have none
   */
  static <T> T of(NodeId node, SortedMap<NodeId, T> targets, String key) {
    return Optional.ofNullable(targets.get(node))
        .orElseThrow(
            () ->
                new ActuatorException(
                    ActuatorException.Kind.PERMANENT,
                    "",
                    "",
                    "the binding has no " + key + "." + node));
  }
}
