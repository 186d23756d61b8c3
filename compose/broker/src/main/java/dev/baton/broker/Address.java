package dev.baton.broker;

/** How a host and a port are written in one. */
final class Address {
  private Address() {}

  /** {@code host:port}, with brackets around an IPv6 address. */
  static String of(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
