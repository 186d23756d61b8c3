package dev.baton.responder;

import java.util.Optional;

/**
 * Where the load balancer's health probe connects, and what it asks for.
 *
 * @param bind the address to listen on, one of this host's own; empty: all of them, IPv4 and IPv6,
 *     including the VIPs once they are there
 * @param port 1 to 65535. Above 60999 no outgoing connection of this host uses it (ip(7),
 *     ip_local_port_range)
 * @param path the path of the request, without a query; begins with a slash
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
