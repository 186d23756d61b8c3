package dev.baton.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A virtual IP, version 4 or 6, in canonical text form (RFC 5952 for IPv6 is approximated by the
 * JDK's lower-case form without zero compression; two texts of one address are equal here).
 *
 * @param address canonical literal, for example {@code 10.20.0.10} or {@code fd00:20:0:0:0:0:0:10}
 */
public record Vip(String address) implements Comparable<Vip> {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]*");

  /** Checks and canonicalises the literal; host names are refused, nothing is looked up. */
  public Vip {
    address = parse(address).getHostAddress();
  }

  /** Returns the address as the JDK's value. */
  public InetAddress inetAddress() {
    return parse(address);
  }

  /** Tells whether this is an IPv6 address. */
  public boolean isIpv6() {
    return address.indexOf(':') >= 0;
  }

  private static InetAddress parse(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      throw new IllegalArgumentException("vip: \"" + text + "\" is not an IPv4 or IPv6 literal");
    }
    try {
      InetAddress parsed = InetAddress.getByName(text);
      if (parsed.isAnyLocalAddress() || parsed.isMulticastAddress() || parsed.isLoopbackAddress()) {
        throw new IllegalArgumentException("vip: " + text + " is not a unicast host address");
      }
      return parsed;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("vip: \"" + text + "\" is not an IP literal", e);
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
