package dev.baton.lease.gate;

import java.util.List;
import java.util.Locale;

/** An nftables family in which the gate has a table. */
enum Family {
  /** ARP as the kernel itself speaks it. */
  ARP,

  /** IPv4 and IPv6 packets, with ICMPv6 and so neighbour discovery. */
  INET,

  /** Whatever leaves by an interface, packet sockets included. */
  NETDEV;

  /** The family's name in nftables. */
  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The endings of its sets' names, one per IP version. */
  List<String> suffixes() {
    return switch (this) {
      case ARP -> List.of("4");
      case INET, NETDEV -> List.of("4", "6");
    };
  }
}
