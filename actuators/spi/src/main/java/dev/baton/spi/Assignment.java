package dev.baton.spi;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import java.util.List;

/**
 * Who is to be reached.
 *
 * @param cluster whose VIPs
 * @param epoch the number of the assignment, the fencing token: grows by one each time
 * @param node to whom the binding is to point
 * @param vips the cluster's addresses, IPv4 and IPv6
 */
public record Assignment(ClusterId cluster, Epoch epoch, NodeId node, List<Vip> vips) {

  /** Freezes the list. */
  public Assignment {
    vips = List.copyOf(vips);
  }
}
