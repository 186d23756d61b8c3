package dev.baton.responder;

import java.util.List;
import java.util.Optional;

/**
 * How the load balancer's packets arrive.
 *
 * @param addressesOn the interface that carries the VIPs, where packets arrive as clients sent them
 *     (floating IP, direct server return, passthrough); empty: nothing is put on any interface, for
 *     load balancers that send to the node's own address
 * @param servicePorts TCP ports whose connections are reset on release, beside those to the VIPs;
 *     for packets that arrive at the node's own address
 */
public record Delivery(Optional<String> addressesOn, List<Integer> servicePorts) {

  /** Freezes the list. */
  public Delivery {
    servicePorts = List.copyOf(servicePorts);
  }
}
