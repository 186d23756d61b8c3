package dev.baton.lease.gate;

import java.util.List;

/**
 * The text of the nftables tables that all keepers of a host share.
 *
 * <p>Each family has the same sets: {@code guarded}; {@code held}; {@code armed0} and {@code
 * armed1}, whose elements the kernel drops when their time is up; {@code acked0} and {@code
 * acked1}. What is guarded passes if it is held and, for one slot, armed and acknowledged. What is
 * dropped otherwise:
 *
 * <ul>
 *   <li>{@code arp}: requests for the address, and everything sent in its name. Announcements by
 *       the address's holder elsewhere (sender = target) get in, so that this host learns of a
 *       move;
 *   <li>{@code inet}: packets to the address that are for this host (also those that address
 *       translation would hand on to a container, caught before it where the kernel has {@code
 *       fib}), and packets from it. What this host forwards, or sends to the address while that
 *       lives elsewhere, is untouched. Neighbour advertisements carry the address as their source
 *       (RFC 4861 section 7.2.4) and so are packets from it. Resets of connections leave even so:
 *       they end what was established here and open nothing, and a peer takes one only with the
 *       very number it waits for (RFC 5961 section 3.2);
 *   <li>{@code inet}, once a keeper guards a TCP port of this host: segments to the port, at
 *       whichever address of the host, its loopback included, and segments from it. The sets end in
 *       {@code tcp};
 *   <li>{@code inet}, once a keeper guards a TCP port of a service: segments to the port at this
 *       host's own addresses, and segments from it there. What the host says to itself passes,
 *       since it goes by {@code lo}, and so does a connection of this host to such a port
 *       elsewhere, since only the local port counts. VIPs are no own addresses: their own guard
 *       judges. The sets end in {@code service};
 *   <li>{@code netdev}, on kernels that have the egress hook (Linux 5.16): announcements that a
 *       packet socket sends, which pass the other two by.
 * </ul>
 */
final class GateTable {
  /** The name of the table in every family. */
  static final String NAME = "baton";

  static final String GUARDED = "guarded";
  static final String HELD = "held";

  /**
   * An empty chain that tells one layout from another. A change of the sets, or of the rules so
   * that keepers of both versions could not share them, needs a new number and a new table name,
   * since they may run beside each other.
   */
  static final String MARKER = "layout_1";

  /**
   * The same for the guard of ports, which is added to the {@code inet} table when the first keeper
   * needs it; keepers that do not are not concerned.
   */
  static final String PORTS_MARKER = "ports_1";

  /** The same for the guard of services' ports. */
  static final String SERVICES_MARKER = "services_1";

  private static final String DROP = "drop";
  private static final String RESET = "reject with tcp reset";
  private static final String RESETS = "tcp flags & rst != 0 return";

  /** Before connection tracking and address translation (netfilter_ipv4.h: raw is -300). */
  private static final int EARLY = -310;

  private static final String PROBE_CHAIN = "add chain inet baton_probe p { type filter hook ";

  private GateTable() {}

  static String armed(int slot) {
    return "armed" + slot;
  }

  static String acked(int slot) {
    return "acked" + slot;
  }

  /**
   * What the kernel can do beyond the least.
   *
   * @param egress the egress hook
   * @param fib asking whether an address is this host's
   * @param reset answering a segment with a reset, where it is delivered
   * @param earlyReset the same, where it arrives
   */
  record Features(boolean egress, boolean fib, boolean reset, boolean earlyReset) {}

  /** Creates the table of a family with its sets and rules; fails when it exists. */
  static String create(Family family, Features features) {
    String table = family.table() + " " + NAME;
    StringBuilder text = new StringBuilder("create table " + table + "\n");
    text.append("add chain " + table + " " + MARKER + "\n");
    family.kinds().stream()
        .filter(Guarded.Kind::isAddress)
        .forEach(kind -> text.append(sets(table, kind)));
    return text.append(
            switch (family) {
              case ARP -> arp();
              case INET -> inet() + (features.fib() ? inetBeforeTranslation() : "");
              case NETDEV ->
                  gate("netdev baton sender", "arp saddr ip", "4", DROP)
                      + gate("netdev baton from6", "ip6 saddr", "6", DROP);
            })
        .toString();
  }

  /** The chain that watches what leaves by one interface. */
  static String egressChain(String interfaceName) {
    return "out-" + interfaceName;
  }

  /** Hooks the netdev table to an interface; fails when it is hooked. */
  static String createEgress(String interfaceName) {
    String chain = "netdev baton " + egressChain(interfaceName);
    return "create chain "
        + chain
        + (" { type filter hook egress device \"" + interfaceName + "\" priority 0; }\n")
        + ("add rule " + chain + " arp saddr ip @guarded_4 jump sender\n")
        + ("add rule " + chain + " icmpv6 type nd-neighbor-advert")
        + " ip6 saddr @guarded_6 jump from6\n";
  }

  /**
   * Adds the guard of ports to the {@code inet} table; fails when it is there.
   *
   * <p>A segment to a shut port is answered with a reset where the kernel can do that, since it is
   * addressed to this very host and no other answers in its place: a load balancer takes a reset
   * for an answer ("down" at once, whatever its threshold), but waits for one that is dropped,
   * probe after probe. Segments to a VIP are dropped all the same: the answer, in the name of an
   * address that lives elsewhere by now, would end connections there. What leaves by the port is
   * dropped, so that not even an answer that was decided on while the gate was open comes out after
   * it; resets excepted, which say nothing but "no" and end what is established.
   */
  static String createPorts(Features features) {
    return ("create chain inet baton " + PORTS_MARKER + "\n")
        + sets("inet baton", Guarded.Kind.TCP_PORT)
        + gate("inet baton toport", "tcp dport", "tcp", features.reset() ? RESET : DROP)
        + gate("inet baton fromport", "tcp sport", "tcp", DROP)
        + ("add chain inet baton portinput { type filter hook input priority " + EARLY + "; }\n")
        + ("add chain inet baton portoutput { type filter hook output priority " + EARLY + "; }\n")
        + "add rule inet baton portinput tcp dport @guarded_tcp jump toport\n"
        + "add rule inet baton portoutput tcp sport @guarded_tcp tcp flags & rst == 0"
        + " jump fromport\n";
  }

  /**
   * Adds the guard of services' ports to the {@code inet} table; fails when it is there.
   *
   * <p>Segments are caught before address translation hands them on to a container, where the
   * kernel can tell that they are for this host. Shut means a reset, as in {@link #createPorts}: a
   * client that was led here by an old answer tries elsewhere at once.
   */
  static String createServices(Features features) {
    boolean reset = features.fib() ? features.earlyReset() : features.reset();
    String hook = features.fib() ? "prerouting" : "input";
    String local = features.fib() ? " fib daddr type local" : "";
    StringBuilder text = new StringBuilder("create chain inet baton " + SERVICES_MARKER + "\n");
    text.append(sets("inet baton", Guarded.Kind.SERVICE_PORT))
        .append(gate("inet baton toservice", "tcp dport", "service", reset ? RESET : DROP))
        .append(gate("inet baton fromservice", "tcp sport", "service", DROP))
        .append("add chain inet baton servicein { type filter hook ")
        .append(hook + " priority " + EARLY + "; }\n")
        .append("add chain inet baton serviceout { type filter hook ")
        .append("output priority " + EARLY + "; }\n");
    for (String version : List.of("ip %s != @guarded_4", "ip6 %s != @guarded_6")) {
      text.append("add rule inet baton servicein tcp dport @guarded_service iifname != \"lo\" ")
          .append(String.format(version, "daddr") + local + " jump toservice\n")
          .append("add rule inet baton serviceout tcp sport @guarded_service oifname != \"lo\" ")
          .append(String.format(version, "saddr") + " tcp flags & rst == 0 jump fromservice\n");
    }
    return text.toString();
  }

  /** Commands whose success in a dry run says that the kernel can answer with a reset there. */
  static String resetProbe(String hook) {
    return "add table inet baton_probe\n"
        + (PROBE_CHAIN + hook + " priority " + EARLY + "; }\n")
        + ("add rule inet baton_probe p tcp dport 1 " + RESET + "\n");
  }

  /** Commands whose success in a dry run says that the kernel has {@code fib}. */
  static String fibProbe() {
    return "add table inet baton_probe\n"
        + (PROBE_CHAIN + "prerouting priority " + EARLY + "; }\n")
        + "add rule inet baton_probe p fib daddr type local accept\n";
  }

  /** Commands whose success in a dry run says that the kernel has the egress hook. */
  static String egressProbe(String interfaceName) {
    return "add table netdev baton_probe\n"
        + "add chain netdev baton_probe p { type filter hook egress device \""
        + (interfaceName + "\" priority 0; }\n");
  }

  private static String sets(String table, Guarded.Kind kind) {
    StringBuilder text = new StringBuilder();
    for (String set : List.of(GUARDED, HELD, acked(0), acked(1))) {
      text.append("add set " + table + " " + set + "_" + kind.suffix())
          .append(" { type " + kind.type() + "; }\n");
    }
    for (String set : List.of(armed(0), armed(1))) {
      text.append("add set " + table + " " + set + "_" + kind.suffix())
          .append(" { type " + kind.type() + "; flags timeout; }\n");
    }
    return text.toString();
  }

  /**
   * A chain that returns where the gate is open and goes on with other rules otherwise, the last of
   * which ends it.
   */
  private static String gate(String chain, String field, String suffix, String... otherwise) {
    StringBuilder text = new StringBuilder("add chain " + chain + "\n");
    for (int slot = 0; slot < KernelGate.SLOTS; slot++) {
      text.append("add rule " + chain);
      for (String set : List.of(HELD, armed(slot), acked(slot))) {
        text.append(" " + field + " @" + set + "_" + suffix);
      }
      text.append(" return\n");
    }
    for (String rule : otherwise) {
      text.append("add rule " + chain + " " + rule + "\n");
    }
    return text.toString();
  }

  private static String arp() {
    return gate("arp baton target", "arp daddr ip", "4", DROP)
        + gate("arp baton sender", "arp saddr ip", "4", DROP)
        + "add chain arp baton input { type filter hook input priority 0; }\n"
        + "add chain arp baton output { type filter hook output priority 0; }\n"
        + "add rule arp baton input arp operation request arp saddr ip != @guarded_4"
        + " arp daddr ip @guarded_4 jump target\n"
        + "add rule arp baton output arp saddr ip @guarded_4 jump sender\n";
  }

  private static String inet() {
    return gate("inet baton to4", "ip daddr", "4", DROP)
        + gate("inet baton to6", "ip6 daddr", "6", DROP)
        + gate("inet baton from4", "ip saddr", "4", RESETS, DROP)
        + gate("inet baton from6", "ip6 saddr", "6", RESETS, DROP)
        + ("add chain inet baton input { type filter hook input priority " + EARLY + "; }\n")
        + ("add chain inet baton output { type filter hook output priority " + EARLY + "; }\n")
        + "add rule inet baton input ip daddr @guarded_4 jump to4\n"
        + "add rule inet baton input ip6 daddr @guarded_6 jump to6\n"
        + "add rule inet baton output ip saddr @guarded_4 jump from4\n"
        + "add rule inet baton output ip6 saddr @guarded_6 jump from6\n";
  }

  private static String inetBeforeTranslation() {
    return "add chain inet baton prerouting { type filter hook prerouting priority "
        + (EARLY + "; }\n")
        + "add rule inet baton prerouting ip daddr @guarded_4 fib daddr type local jump to4\n"
        + "add rule inet baton prerouting ip6 daddr @guarded_6 fib daddr type local jump to6\n";
  }
}
