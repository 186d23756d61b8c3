package dev.baton.gcp;

import dev.baton.model.NodeId;
import dev.baton.spi.ActuatorException;
import java.util.Optional;
import java.util.SortedMap;

/** Finds the resource of a node. */
final class Lookup {
  private Lookup() {}

  /**
   * Returns the resource of a node.
   *
   * @throws ActuatorException of kind {@code PERMANENT} when the binding has no such node
   */
  static ZonalRef of(SortedMap<NodeId, ZonalRef> map, NodeId node) {
    return Optional.ofNullable(map.get(node))
        .orElseThrow(
            () ->
                new ActuatorException(
                    ActuatorException.Kind.PERMANENT,
                    Calls.SERVICE_GET,
                    "unknownNode",
                    "node " + node + " is not in the binding's settings: " + map.keySet()));
  }
}
