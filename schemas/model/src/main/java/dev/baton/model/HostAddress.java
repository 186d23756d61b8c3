package dev.baton.model;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * An address that a host has on its own, as opposed to one that Baton put there.
 *
 * @param address its one text, as in {@link Vip}
 * @param prefixLength of the network it is in: 0 to 32, or to 128
 * @param interfaceName where it is, for people; at most 64 characters
 */
public record HostAddress(String address, int prefixLength, String interfaceName)
    implements Comparable<HostAddress> {

  /** Point-to-point networks have no address to spare (RFC 3021, RFC 6164). */
  private static final int LEAST_HOST_BITS = 2;

  /** Why a VIP clashes with a host's own address. */
  public enum Clash {
    /** It is that very address. */
    OWN("is the host's own address"),
    /** It names the address's network (RFC 4291 section 2.6.1: all its routers). */
    NETWORK("is the network address of"),
    /** It reaches everybody in the address's network (RFC 919). */
    BROADCAST("is the broadcast address of");

    private final String words;

    Clash(String words) {
      this.words = words;
    }

    /** Returns what the VIP is, to be followed by the host's address. */
    public String words() {
      return words;
    }
  }

  /** Checks the literal and the length, and brings the literal into its one form. */
  public HostAddress {
    byte[] bytes = bytes(address);
    if (prefixLength < 0 || prefixLength > bytes.length * Byte.SIZE) {
      throw new IllegalArgumentException(
          "prefixLength: " + prefixLength + " is not within 0 to " + bytes.length * Byte.SIZE);
    }
    address = IpLiteral.text(bytes);
    interfaceName = Bounds.text(interfaceName, 64);
  }

  /** Returns the address of the JDK's value. */
  public static HostAddress of(InetAddress address, int prefixLength, String interfaceName) {
    return new HostAddress(IpLiteral.text(address.getAddress()), prefixLength, interfaceName);
  }

  /** Returns why that VIP clashes with this address; empty if it does not. */
  public Optional<Clash> clash(Vip vip) {
    byte[] own = bytes(address);
    byte[] other = bytes(vip.address());
    if (Arrays.equals(own, other)) {
      return Optional.of(Clash.OWN);
    }
    boolean spares = own.length * Byte.SIZE - prefixLength >= LEAST_HOST_BITS;
    if (own.length != other.length || !spares) {
      return Optional.empty();
    }
    if (Arrays.equals(other, withHostBits(own, false))) {
      return Optional.of(Clash.NETWORK);
    }
    boolean ipv4 = own.length == 4;
    return ipv4 && Arrays.equals(other, withHostBits(own, true))
        ? Optional.of(Clash.BROADCAST)
        : Optional.empty();
  }

  /** Tells whether it is that address. */
  public boolean is(InetAddress other) {
    return Arrays.equals(bytes(address), other.getAddress());
  }

  private byte[] withHostBits(byte[] own, boolean set) {
    byte[] bytes = own.clone();
    for (int bit = prefixLength; bit < bytes.length * Byte.SIZE; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      int at = bit / Byte.SIZE;
      bytes[at] = (byte) (set ? bytes[at] | mask : bytes[at] & ~mask);
    }
    return bytes;
  }

  private static byte[] bytes(String text) {
    return IpLiteral.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "address: \"" + text + "\" is not an IPv4 or IPv6 literal"));
  }

  @Override
  public int compareTo(HostAddress other) {
    return toString().compareTo(other.toString());
  }

  /** Returns the address as people write it: {@code 10.20.0.11/16 on eth0}. */
  @Override
  public String toString() {
    return address + "/" + prefixLength + " on " + interfaceName;
  }
}
