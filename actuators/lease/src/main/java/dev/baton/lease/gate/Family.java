package dev.baton.lease.gate;

import java.util.List;
import java.util.Locale;

/** An nftables family in which the gate has a table. */
enum Family {
  /** ARP packets that the kernel itself sends and receives. */
  ARP(3),

  /** IPv4 and IPv6 packets, including ICMPv6 and therefore neighbour discovery. */
  INET(1),

  /** Every frame that leaves by an interface, including those of packet sockets. */
  NETDEV(5);

  private final int number;

  Family(int number) {
    this.number = number;
  }

  /** Returns the family's number ({@code NFPROTO_*} of linux/netfilter.h). */
  int number() {
    return number;
  }

  /** Returns the family's name in nftables. */
  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the kinds that its table can guard; each has sets of its own. */
  List<Guarded.Kind> kinds() {
    return switch (this) {
      case ARP -> List.of(Guarded.Kind.IPV4);
      case INET -> List.of(Guarded.Kind.values());
      case NETDEV -> List.of(Guarded.Kind.IPV4, Guarded.Kind.IPV6);
    };
  }
}
