package dev.baton.lease.gate;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The text of the nftables tables that all keepers of a host share.
 *
 * <p>Each family has the same sets: {@code guarded}; {@code held}; and for each slot of the gate
 * {@code armed0} and so on, whose elements the kernel removes when their countdown ends, and {@code
 * acked0} and so on. Traffic of a guarded address or port passes if it is held and at least one
 * slot is both armed and acknowledged. Otherwise the tables drop:
 *
 * <ul>
 *   <li>{@code arp}: requests for the address, and every ARP packet that is sent with the address
 *       as sender. Announcements of the holder elsewhere (sender = target) are received, so that
 *       this host learns of a move;
 *   <li>{@code inet}: packets to the address that this host would receive, and packets from the
 *       address. This includes packets that address translation would forward to a container; they
 *       are dropped before the translation if the kernel has {@code fib}. Packets that this host
 *       forwards, or sends to the address while another host has it, are not affected. Neighbour
 *       advertisements have the address as their source (RFC 4861 section 7.2.4), so they are
 *       packets from it. Resets of connections always leave: they end a connection of this host and
 *       open none, and a peer accepts one only with the exact sequence number that it expects (RFC
 *       5961 section 3.2);
 *   <li>{@code inet}, if a keeper guards a TCP port of this host: segments to and from the port, at
 *       every address of the host including loopback. The names of the sets end in {@code tcp};
 *   <li>{@code inet}, if a keeper guards a TCP port of a service: segments to and from the port at
 *       this host's own addresses. Local connections pass, because they use {@code lo}. Connections
 *       of this host to such a port elsewhere pass too, because only the local port counts. A VIP
 *       is not an own address; the rules for its address apply. The names of the sets end in {@code
 *       service};
 *   <li>{@code netdev}, on kernels with the egress hook (Linux 5.16): announcements that a packet
 *       socket sends, which the other two families do not see.
 * </ul>
 */
final class GateTable {
  /** The name of the table in every family. */
  static final String NAME = "baton";

  static final String GUARDED = "guarded";
  static final String HELD = "held";

  /**
   * An empty chain whose name is the version of the layout. If the sets or rules change so that
   * keepers of both versions cannot share them, the number and the table's name must change,
   * because both versions may run at the same time.
   */
  static final String MARKER = "layout_2";

  /**
   * The same for the guard of ports. It is added to the {@code inet} table when the first keeper
   * needs it, and does not affect the other keepers.
   */
  static final String PORTS_MARKER = "ports_2";

  /** The same for the guard of services' ports. */
  static final String SERVICES_MARKER = "services_2";

  /** The sets of which some let traffic pass; without them the gate is shut. */
  static final List<String> OPENERS =
      Stream.concat(
              Stream.of(HELD),
              IntStream.range(0, KernelGate.SLOTS)
                  .boxed()
                  .flatMap(slot -> Stream.of(armed(slot), acked(slot))))
          .toList();

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
   * The optional features of the kernel that the tables use.
   *
   * @param egress the egress hook
   * @param fib rules that test whether an address is local to this host
   * @param reset rules that answer a segment with a reset when it is delivered
   * @param earlyReset rules that answer a segment with a reset when it arrives
   */
  record Features(boolean egress, boolean fib, boolean reset, boolean earlyReset) {}

  /**
   * Returns the commands that create a family's table with its sets and rules. They fail when it
   * exists.
   */
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

  /** Returns the name of the chain for frames that leave by an interface. */
  static String egressChain(String interfaceName) {
    return "out-" + interfaceName;
  }

  /**
   * Returns the commands that attach the netdev table to an interface. They fail when it is
   * attached.
   */
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
   * Returns the commands that add the guard of ports to the {@code inet} table. They fail when it
   * is there.
   *
   * <p>A segment to a shut port is answered with a reset if the kernel can do that. A load balancer
   * takes a reset for the answer "down" at once, whatever its threshold; after a dropped segment it
   * waits, probe by probe. No other host answers for this host's own address, so the reset harms
   * nobody. A segment to a shut VIP is dropped instead: a reset from the VIP would end connections
   * at the host that has it now. Segments from a shut port are dropped, so that no answer leaves
   * that was computed while the gate was open. Resets from the port leave, because they only refuse
   * or end a connection.
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
   * Returns the commands that add the guard of services' ports to the {@code inet} table. They fail
   * when it is there.
   *
   * <p>If the kernel can tell that a segment is for this host, it is caught before address
   * translation forwards it to a container. A segment to a shut port is answered with a reset, as
   * in {@link #createPorts}: a client that came here by an old DNS answer tries another address at
   * once.
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

  /**
   * Returns commands that succeed in a dry run if the kernel can answer with a reset at that hook.
   */
  static String resetProbe(String hook) {
    return "add table inet baton_probe\n"
        + (PROBE_CHAIN + hook + " priority " + EARLY + "; }\n")
        + ("add rule inet baton_probe p tcp dport 1 " + RESET + "\n");
  }

  /** Returns commands that succeed in a dry run if the kernel has {@code fib}. */
  static String fibProbe() {
    return "add table inet baton_probe\n"
        + (PROBE_CHAIN + "prerouting priority " + EARLY + "; }\n")
        + "add rule inet baton_probe p fib daddr type local accept\n";
  }

  /** Returns commands that succeed in a dry run if the kernel has the egress hook. */
  static String egressProbe(String interfaceName) {
    return "add table netdev baton_probe\n"
        + "add chain netdev baton_probe p { type filter hook egress device \""
        + (interfaceName + "\" priority 0; }\n");
  }

  private static String sets(String table, Guarded.Kind kind) {
    StringBuilder text = new StringBuilder();
    String plain = " { type " + kind.type() + "; }\n";
    String timed = " { type " + kind.type() + "; flags timeout; }\n";
    text.append(set(table, GUARDED, kind) + plain).append(set(table, HELD, kind) + plain);
    for (int slot = 0; slot < KernelGate.SLOTS; slot++) {
      text.append(set(table, acked(slot), kind) + plain)
          .append(set(table, armed(slot), kind) + timed);
    }
    return text.toString();
  }

  private static String set(String table, String name, Guarded.Kind kind) {
    return "add set " + table + " " + name + "_" + kind.suffix();
  }

  /**
   * Returns a chain that returns if the gate is open. Otherwise its other rules apply, and the last
   * of them ends it.
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
