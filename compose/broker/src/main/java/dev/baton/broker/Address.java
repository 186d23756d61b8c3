package dev.baton.broker;

/** How a host and a port are written in one. */
final class Address {
  private Address() {}

  /** {@code host:port}, with brackets around an IPv6 address. */
  static String of(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** The host of {@code host:port}, without brackets. */
  static String hostOf(String address) {
    return address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
  }

  /** The port of {@code host:port}. */
  static int portOf(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
