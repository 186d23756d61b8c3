package dev.baton.arp.packet;

/** Why a received frame is dropped. */
public enum DropReason {
  /** The frame ends before the packet does. */
  TOO_SHORT,

  /** The Ethernet type is another protocol's. */
  OTHER_ETHERTYPE,

  /** The packet is ARP for other hardware than Ethernet, or for another protocol than IPv4. */
  OTHER_ARP_KIND,

  /** The packet is ARP, but neither request nor reply. */
  OTHER_ARP_OPERATION,

  /** The packet is IPv6, but no neighbour advertisement directly after the IPv6 header. */
  OTHER_ICMPV6,

  /**
   * The hop limit is not 255, so a router may have forwarded the packet (RFC 4861 section 7.1.2).
   */
  FORWARDED,

  /** The ICMPv6 checksum is wrong. */
  CHECKSUM,

  /** The advertised target is a multicast address (RFC 4861 section 7.1.2). */
  MULTICAST_TARGET,

  /** An option has length zero or runs over the end (RFC 4861 section 7.1.2). */
  OPTION_LENGTH
}
