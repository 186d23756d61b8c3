package dev.baton.arp.packet;

import dev.baton.linux.MacAddress;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A neighbour advertisement with its Ethernet and IPv6 headers (RFC 4861 section 4.4).
 *
 * @param link the Ethernet addresses
 * @param source the IPv6 source
 * @param destination the IPv6 destination
 * @param claim what is advertised
 */
public record NeighborAdvertisement(
    Link link, Inet6Address source, Inet6Address destination, Claim claim) implements Frame {
  /** The Ethernet type of IPv6. */
  public static final int ETHERTYPE = 0x86dd;

  private static final int IPV6_HEADER_BYTES = 40;
  private static final int NEXT_HEADER_ICMPV6 = 58;
  private static final int HOP_LIMIT = 255;
  private static final int TYPE = 136;
  private static final int BODY_BYTES = 24;
  private static final int OPTION_BYTES = 8;
  private static final int OPTION_TARGET_LINK_LAYER = 2;
  private static final int CHECKSUM_OFFSET = 2;
  private static final int ADDRESS_BYTES = 16;
  private static final MacAddress ALL_NODES_MAC = new MacAddress(0x3333_0000_0001L);
  private static final byte[] ALL_NODES = {
    (byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
  };

  /**
   * The Ethernet addresses of a frame.
   *
   * @param destination the destination
   * @param source the source
   */
  public record Link(MacAddress destination, MacAddress source) {}

  /**
   * What is advertised.
   *
   * @param target the address that is advertised
   * @param flags in the order of {@link Flag}
   * @param mac the target link-layer address option, if there is one
   */
  public record Claim(Inet6Address target, Set<Flag> flags, Optional<MacAddress> mac) {
    /** Freezes the flags. */
    public Claim {
      EnumSet<Flag> copy = EnumSet.noneOf(Flag.class);
      copy.addAll(flags);
      flags = Collections.unmodifiableSet(copy);
    }
  }

  /** The flags of an advertisement, highest bit first. */
  public enum Flag {
    /** The sender is a router. */
    ROUTER(0x80),

    /** The packet answers a solicitation. */
    SOLICITED(0x40),

    /** The receiver must replace its cache entry. */
    OVERRIDE(0x20);

    private final int mask;

    Flag(int mask) {
      this.mask = mask;
    }
  }

  /**
   * Returns the announcement that an address has moved here (RFC 4861 section 7.2.6): to all nodes,
   * with the override flag.
   *
   * @param mac the Ethernet address that has the VIP
   * @param vip the address, also the packet's source
   * @return the packet
   */
  public static NeighborAdvertisement unsolicited(MacAddress mac, Inet6Address vip) {
    return new NeighborAdvertisement(
        new Link(ALL_NODES_MAC, mac),
        vip,
        address(ALL_NODES),
        new Claim(vip, Set.of(Flag.OVERRIDE), Optional.of(mac)));
  }

  /**
   * The frame as it goes on the wire, without check sequence.
   *
   * <pre>
   * offset bytes
   *     14     4  version 6, traffic class, flow label      (RFC 8200 section 3)
   *     18     2  payload length
   *     20     1  next header, 58
   *     21     1  hop limit, 255
   *     22    16  source
   *     38    16  destination
   *     54     1  type, 136                                 (RFC 4861 section 4.4)
   *     55     1  code, 0
   *     56     2  checksum over pseudo header and the rest  (RFC 4443 section 2.3)
   *     58     4  flags: router, solicited, override; then zero
   *     62    16  target address
   *     78     8  option: type 2, length 1 (times 8 bytes), link-layer address
   * </pre>
   *
   * @return 86 bytes, 78 without the option
   */
  @Override
  public byte[] encode() {
    int icmp = BODY_BYTES + (claim.mac().isPresent() ? OPTION_BYTES : 0);
    byte[] bytes = new byte[Ethernet.HEADER_BYTES + IPV6_HEADER_BYTES + icmp];
    ByteBuffer frame =
        Ethernet.header(ByteBuffer.wrap(bytes), link.destination(), link.source(), ETHERTYPE)
            .putInt(6 << 28)
            .putShort((short) icmp)
            .put((byte) NEXT_HEADER_ICMPV6)
            .put((byte) HOP_LIMIT)
            .put(source.getAddress())
            .put(destination.getAddress())
            .putInt(TYPE << 24)
            .putInt(claim.flags().stream().mapToInt(flag -> flag.mask).sum() << 24)
            .put(claim.target().getAddress());
    claim
        .mac()
        .ifPresent(
            mac -> frame.putShort((short) (OPTION_TARGET_LINK_LAYER << 8 | 1)).put(mac.bytes()));
    int ip = Ethernet.HEADER_BYTES;
    frame.putShort(ip + IPV6_HEADER_BYTES + CHECKSUM_OFFSET, (short) checksum(frame, ip, icmp));
    return bytes;
  }

  /**
   * Reads a received frame, with or without a VLAN tag. Never throws, whatever the bytes.
   *
   * @param bytes a buffer that starts with the Ethernet header
   * @param length how much of it was received, at most the buffer's length
   * @return the packet, or why it is none
   */
  public static Decoded<NeighborAdvertisement> decode(byte[] bytes, int length) {
    if (length < Ethernet.HEADER_BYTES) {
      return new Decoded.Dropped<>(DropReason.TOO_SHORT);
    }
    ByteBuffer frame = ByteBuffer.wrap(bytes, 0, length);
    OptionalInt payload = Ethernet.payloadOffset(frame, ETHERTYPE);
    if (payload.isEmpty()) {
      return new Decoded.Dropped<>(DropReason.OTHER_ETHERTYPE);
    }
    int ip = payload.getAsInt();
    Optional<DropReason> flaw = flaw(frame, ip);
    return flaw.isPresent() ? new Decoded.Dropped<>(flaw.get()) : read(frame, ip);
  }

  private static Optional<DropReason> flaw(ByteBuffer frame, int ip) {
    int icmpAt = ip + IPV6_HEADER_BYTES;
    if (frame.limit() < icmpAt + BODY_BYTES) {
      return Optional.of(DropReason.TOO_SHORT);
    }
    if (!isAdvertisement(frame, ip)) {
      return Optional.of(DropReason.OTHER_ICMPV6);
    }
    int length = icmpLength(frame, ip);
    if (length < BODY_BYTES || frame.limit() < icmpAt + length) {
      return Optional.of(DropReason.TOO_SHORT);
    }
    if (Byte.toUnsignedInt(frame.get(ip + 7)) != HOP_LIMIT) {
      return Optional.of(DropReason.FORWARDED);
    }
    return checksum(frame, ip, length) == 0 ? Optional.empty() : Optional.of(DropReason.CHECKSUM);
  }

  private static boolean isAdvertisement(ByteBuffer frame, int ip) {
    int typeAndCode = Short.toUnsignedInt(frame.getShort(ip + IPV6_HEADER_BYTES));
    return (frame.get(ip) & 0xf0) == 0x60
        && frame.get(ip + 6) == NEXT_HEADER_ICMPV6
        && typeAndCode == TYPE << 8;
  }

  private static Decoded<NeighborAdvertisement> read(ByteBuffer frame, int ip) {
    int icmpAt = ip + IPV6_HEADER_BYTES;
    Inet6Address target = address(frame, icmpAt + 8);
    if (target.isMulticastAddress()) {
      return new Decoded.Dropped<>(DropReason.MULTICAST_TARGET);
    }
    Optional<MacAddress> mac = Optional.empty();
    int end = icmpAt + icmpLength(frame, ip);
    int at = icmpAt + BODY_BYTES;
    while (at < end) {
      int size = at + 1 < end ? Byte.toUnsignedInt(frame.get(at + 1)) * OPTION_BYTES : 0;
      if (size == 0 || at + size > end) {
        return new Decoded.Dropped<>(DropReason.OPTION_LENGTH);
      }
      if (frame.get(at) == OPTION_TARGET_LINK_LAYER) {
        mac = Optional.of(Ethernet.mac(frame, at + 2));
      }
      at += size;
    }
    Set<Flag> flags = EnumSet.allOf(Flag.class);
    flags.removeIf(flag -> (frame.get(icmpAt + 4) & flag.mask) == 0);
    return new Decoded.Packet<>(
        new NeighborAdvertisement(
            new Link(Ethernet.mac(frame, 0), Ethernet.mac(frame, MacAddress.BYTES)),
            address(frame, ip + 8),
            address(frame, ip + 24),
            new Claim(target, flags, mac)));
  }

  private static int icmpLength(ByteBuffer frame, int ip) {
    return Short.toUnsignedInt(frame.getShort(ip + 4));
  }

  /**
   * Returns the Internet checksum over the pseudo header (source, destination, length, next header)
   * and the ICMPv6 message (RFC 4443 section 2.3); 0 if the message carries the right checksum.
   */
  private static int checksum(ByteBuffer frame, int ip, int icmpLength) {
    long sum = (long) icmpLength + NEXT_HEADER_ICMPV6;
    int end = ip + IPV6_HEADER_BYTES + icmpLength;
    for (int at = ip + 8; at < end; at += 2) {
      int high = Byte.toUnsignedInt(frame.get(at)) << 8;
      sum += at + 1 < end ? high | Byte.toUnsignedInt(frame.get(at + 1)) : high;
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (int) ~sum & 0xffff;
  }

  private static Inet6Address address(ByteBuffer frame, int at) {
    byte[] bytes = new byte[ADDRESS_BYTES];
    frame.get(at, bytes);
    return address(bytes);
  }

  /**
   * {@code InetAddress.getByAddress} is not used, because it turns IPv4-mapped addresses into IPv4
   * addresses.
   */
  private static Inet6Address address(byte[] bytes) {
    try {
      return Inet6Address.getByAddress("", bytes, -1);
    } catch (UnknownHostException e) {
      throw new AssertionError("sixteen bytes are an IPv6 address", e);
    }
  }
}
