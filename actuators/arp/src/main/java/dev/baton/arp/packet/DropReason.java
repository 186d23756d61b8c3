package dev.baton.arp.packet;

/** Why a received frame is not looked at further. */
public enum DropReason {
  /** The frame ends before the packet does. */
  TOO_SHORT,

  /** The Ethernet type is another protocol's. */
  OTHER_ETHERTYPE,

  /** ARP for other hardware than Ethernet, or another protocol than IPv4. */
  OTHER_ARP_KIND,

  /** ARP, but neither request nor reply. */
  OTHER_ARP_OPERATION,

  /** IPv6, but not a neighbour advertisement right after the IPv6 header. */
  OTHER_ICMPV6,

  /**
   * The hop limit is not 255, so the packet may come from another link (RFC 4861 section 7.1.2).
   */
  FORWARDED,

  /** The ICMPv6 checksum is wrong. */
  CHECKSUM,

  /** The advertised target is a multicast address (RFC 4861 section 7.1.2). */
  MULTICAST_TARGET,

  /** An option has length zero or runs over the end (RFC 4861 section 7.1.2). */
  OPTION_LENGTH
}
