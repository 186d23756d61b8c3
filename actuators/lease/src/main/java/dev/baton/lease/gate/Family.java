package dev.baton.lease.gate;

import java.util.List;
import java.util.Locale;

/** An nftables family in which the gate has a table. */
enum Family {
  /** ARP as the kernel itself speaks it. */
  ARP(3),

  /** IPv4 and IPv6 packets, with ICMPv6 and so neighbour discovery. */
  INET(1),

  /** Whatever leaves by an interface, packet sockets included. */
  NETDEV(5);

  private final int number;

  Family(int number) {
    this.number = number;
  }

  /** The family's number ({@code NFPROTO_*} of linux/netfilter.h). */
  int number() {
    return number;
  }

  /** The family's name in nftables. */
  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its table can guard; there are sets for each. */
  List<Guarded.Kind> kinds() {
    return switch (this) {
      case ARP -> List.of(Guarded.Kind.IPV4);
      case INET -> List.of(Guarded.Kind.values());
      case NETDEV -> List.of(Guarded.Kind.IPV4, Guarded.Kind.IPV6);
    };
  }
}
