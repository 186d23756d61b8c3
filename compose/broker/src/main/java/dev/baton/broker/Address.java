package dev.baton.broker;

/** Reads and writes {@code host:port}. */
final class Address {
  private Address() {}

  /** Returns {@code host:port}, with brackets around an IPv6 address. */
  static String of(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Returns the host of {@code host:port}, without brackets. */
  static String hostOf(String address) {
    return address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
  }

  /** Returns the port of {@code host:port}. */
  static int portOf(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
