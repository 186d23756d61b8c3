package dev.baton.aws;

import dev.baton.model.NodeId;
import dev.baton.spi.ActuatorException;
import java.util.Optional;
import java.util.SortedMap;

/** What the settings say of each node. */
final class Targets {
  private Targets() {}

  /** Returns what the node has; refuses for good when the settings do not know it. */
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
