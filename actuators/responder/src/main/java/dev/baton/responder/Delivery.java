package dev.baton.responder;

import java.util.List;
import java.util.Optional;

/**
 * How the load balancer's packets arrive.
 *
 * @param addressesOn the interface that gets the VIPs, for load balancers that do not change the
 *     destination address (floating IP, direct server return, passthrough); empty: no interface
 *     gets the VIPs, for load balancers that send to the node's own address
 * @param servicePorts TCP ports whose connections are reset on release, besides those to the VIPs;
 *     for packets that arrive at the node's own address
 */
public record Delivery(Optional<String> addressesOn, List<Integer> servicePorts) {

  /** Freezes the list. */
  public Delivery {
    servicePorts = List.copyOf(servicePorts);
  }
}
