package dev.baton.gcp;

import dev.baton.model.NodeId;
import dev.baton.spi.ActuatorException;
import java.util.Optional;
import java.util.SortedMap;

/** Finds what a node is mapped to. */
final class Lookup {
  private Lookup() {}

  /**
   * Returns what the node is mapped to.
   *
   * @throws ActuatorException that will not pass, when the binding does not know the node
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
