package dev.baton.responder;

import java.util.Optional;

/**
 * Where and what a load balancer asks.
 *
 * @param bind the address to listen at, one of this host's own; empty: all of them, IPv4 and IPv6,
 *     the VIPs included once they are there
 * @param port 1 to 65535. Above 60999 no outgoing connection of this host takes it (ip(7),
 *     ip_local_port_range)
 * @param path what is asked for, without a query; begins with a slash
 */
public record ProbeEndpoint(Optional<String> bind, int port, String path) {

  /** Checks port and path. */
  public ProbeEndpoint {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " is not within 1 to 65535");
    }
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path: \"" + path + "\" does not begin with a slash");
    }
  }
}
