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

  /**
   * Checks the literal and brings it into its one form.
   *
   * @throws IllegalArgumentException when it is no address, or none that can be held: unspecified,
   *     loopback, link-local, multicast, broadcast, reserved, or IPv4 written as IPv6; the message
   *     says why, and what to write instead
   */
  public Vip {
    address = IpLiteral.text(VipRule.require(address));
  }

  /** Returns the address as the JDK's value. */
  public InetAddress inetAddress() {
    return value(VipRule.require(address));
  }

  /** Tells whether this is an IPv6 address. */
  public boolean isIpv6() {
    return address.indexOf(':') >= 0;
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
