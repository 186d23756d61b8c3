package dev.baton.model.definition;

import dev.baton.model.NodeId;

/**
 * A node of a cluster as the definition names it.
 *
 * @param node the node
 * @param priority 1 to 1000; of several eligible nodes the highest is chosen, the smaller name
 *     first among equals
 */
public record Member(NodeId node, int priority) {

  /** Checks the range. */
  public Member {
    if (priority < 1 || priority > 1000) {
      throw new IllegalArgumentException("priority: " + priority + " is not within 1 to 1000");
    }
  }
}
