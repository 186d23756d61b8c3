package dev.baton.model;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A virtual IP, version 4 or 6.
 *
 * @param address its one text: dotted decimal, or IPv6 as in RFC 5952, for example {@code
 *     10.20.0.10} or {@code fd00:20::10}
 */
public record Vip(String address) implements Comparable<Vip> {

  /** Checks the literal and brings it into its one form; host names are refused. */
  public Vip {
    byte[] bytes = bytes(address);
    requireUnicast(address, bytes);
    address = IpLiteral.text(bytes);
  }

  /** Returns the address as the JDK's value. */
  public InetAddress inetAddress() {
    return value(bytes(address));
  }

  /** Tells whether this is an IPv6 address. */
  public boolean isIpv6() {
    return address.indexOf(':') >= 0;
  }

  private static byte[] bytes(String text) {
    return IpLiteral.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "vip: \"" + text + "\" is not an IPv4 or IPv6 literal"));
  }

  private static void requireUnicast(String text, byte[] bytes) {
    InetAddress parsed = value(bytes);
    if (parsed.getAddress().length != bytes.length) {
      throw new IllegalArgumentException("vip: " + text + " is an IPv4 address written as IPv6");
    }
    if (parsed.isAnyLocalAddress() || parsed.isMulticastAddress() || parsed.isLoopbackAddress()) {
      throw new IllegalArgumentException("vip: " + text + " is not a unicast host address");
    }
  }

  private static InetAddress value(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("neither 4 nor 16 bytes", e);
    }
  }

  @Override
  public int compareTo(Vip other) {
    return address.compareTo(other.address);
  }

  @Override
  public String toString() {
    return address;
  }
}
