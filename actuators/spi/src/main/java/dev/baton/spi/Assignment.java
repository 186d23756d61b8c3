package dev.baton.spi;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import java.util.List;

/**
 * The node to which a binding must point.
 *
 * @param cluster the cluster of the VIPs
 * @param epoch the number of the assignment, which is the fencing token: it grows by one with each
 *     assignment
 * @param node the node to which the binding must point
 * @param vips the cluster's VIPs, IPv4 and IPv6
 */
public record Assignment(ClusterId cluster, Epoch epoch, NodeId node, List<Vip> vips) {

  /** Freezes the list. */
  public Assignment {
    vips = List.copyOf(vips);
  }
}
