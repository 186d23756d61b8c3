package dev.baton.compose.convert;

import dev.baton.model.definition.ClusterDefinition;
import java.util.List;

/**
 * A cluster that comes out.
 *
 * @param definition as version 1
 * @param nodes the configuration of each member, in the members' order
 */
public record ClusterPlan(ClusterDefinition definition, List<NodePlan> nodes) {

  /** Freezes the list. */
  public ClusterPlan {
    nodes = List.copyOf(nodes);
  }
}
