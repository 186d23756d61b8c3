package dev.baton.lease.gate;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An address or a port whose traffic passes only while the gate is open. It is an element of the
 * kernel's sets.
 *
 * @param kind the kind, which decides the sets
 * @param text its form in the rules; equal for the same address or port
 */
record Guarded(Kind kind, String text) {
  private static final int HIGHEST_PORT = 65_535;

  /** The kinds of elements. */
  enum Kind {
    /** An IPv4 address. */
    IPV4("4", "ipv4_addr"),

    /** An IPv6 address. */
    IPV6("6", "ipv6_addr"),

    /** A TCP port of this host, at every address of the host. */
    TCP_PORT("tcp", "inet_service"),

    /** A TCP port of a service at the host's own addresses, for clients on other hosts. */
    SERVICE_PORT("service", "inet_service");

    private final String suffix;
    private final String type;

    Kind(String suffix, String type) {
      this.suffix = suffix;
      this.type = type;
    }

    /** Returns the suffix of the names of its sets. */
    String suffix() {
      return suffix;
    }

    /** Tells whether it is a VIP. */
    boolean isAddress() {
      return this == IPV4 || this == IPV6;
    }

    /** Returns the type of its sets' elements in nftables. */
    String type() {
      return type;
    }
  }

  /** Returns a VIP. */
  static Guarded address(InetAddress vip) {
    return new Guarded(
        vip instanceof Inet4Address ? Kind.IPV4 : Kind.IPV6, String.valueOf(vip.getHostAddress()));
  }

  /**
   * Returns a TCP port of this host.
   *
   * @throws IllegalArgumentException when it is not within 1 to 65535
   */
  static Guarded port(int number) {
    return port(Kind.TCP_PORT, number);
  }

  /**
   * Returns a TCP port of a service.
   *
   * @throws IllegalArgumentException when it is not within 1 to 65535
   */
  static Guarded service(int number) {
    return port(Kind.SERVICE_PORT, number);
  }

  private static Guarded port(Kind kind, int number) {
    if (number < 1 || number > HIGHEST_PORT) {
      throw new IllegalArgumentException("not a port: " + number);
    }
    return new Guarded(kind, Integer.toString(number));
  }

  /** Returns an element that nftables has printed, in whatever form it writes an address. */
  static Guarded printed(Kind kind, String text) {
    return switch (kind) {
      case IPV4, IPV6 -> address(literal(text));
      case TCP_PORT, SERVICE_PORT -> port(kind, Integer.parseInt(text));
    };
  }

  boolean isAddress() {
    return kind.isAddress();
  }

  /** Tells whether it is a TCP port of a service. */
  boolean isService() {
    return kind == Kind.SERVICE_PORT;
  }

  /** Returns the port; not for addresses. */
  int number() {
    return Integer.parseInt(text);
  }

  /** Returns it in words for operators. */
  String words() {
    return isAddress() ? text : "port " + text;
  }

  /** Returns the address; not for ports. */
  InetAddress inetAddress() {
    return literal(text);
  }

  /** Returns the element's key in the kernel, in network byte order. */
  byte[] bytes() {
    return switch (kind) {
      case IPV4, IPV6 -> inetAddress().getAddress();
      case TCP_PORT, SERVICE_PORT ->
          ByteBuffer.allocate(Short.BYTES).putShort((short) number()).array();
    };
  }

  private static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new GateException("nftables printed an address that is none: " + text, e);
    }
  }
}
