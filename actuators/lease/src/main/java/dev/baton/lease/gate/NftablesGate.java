package dev.baton.lease.gate;

import dev.baton.lease.gate.GateTable.Features;
import dev.baton.linux.NetfilterSocket;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.linux.SystemCallException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The gate of nftables; {@link GateTable} has the rules. Every change is one atomic batch. The
 * nftables library in this process creates the tables. All other changes are messages to the
 * kernel.
 *
 * <p>All keepers of a host share the tables. Each changes only the elements of its own cluster.
 */
final class NftablesGate implements KernelGate {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * nftables takes a timeout of 0 for no timeout, and the kernel counts in ticks of up to 10 ms. No
   * rounding of any kernel turns 20 ms into 0.
   */
  private static final Duration MINIMUM_LEASE = Duration.ofMillis(20);

  /**
   * One change needs less than 1 KB for each element, and the kernel takes no datagram longer than
   * a socket's send buffer (net.core.wmem_default, 200 KiB). The library handles longer changes.
   */
  private static final int MOST_IN_MESSAGES = 100;

  private final NftContext nft;
  private final GateTables tables;
  private final NetfilterSocket netfilter;
  private final String cluster;
  private final String interfaceName;
  private final GateEvents events;
  private final Features features;
  private final Set<Family> families;

  private final List<Guarded> ports;

  private List<Guarded> watched = List.of();
  private Optional<String> holder = Optional.empty();

  /**
   * Loads the library and finds out what the kernel can do. Changes nothing in the kernel.
   *
   * @param tcpPorts ports of this host to guard besides the VIPs; 1 to 65535
   * @throws GateException when there is no library, no nftables, or no permission
   */
  NftablesGate(String cluster, String interfaceName, List<Integer> tcpPorts, GateEvents events) {
    this.cluster = requireSafe("cluster", cluster);
    this.interfaceName = requireSafe("interface", interfaceName);
    this.events = events;
    this.ports = tcpPorts.stream().distinct().map(Guarded::port).toList();
    this.nft = NftContext.create();
    this.tables = new GateTables(nft);
    try {
      nft.run("list tables");
      boolean egress = nft.refusal(GateTable.egressProbe(interfaceName)).isEmpty();
      boolean fib = nft.refusal(GateTable.fibProbe()).isEmpty();
      boolean reset = nft.refusal(GateTable.resetProbe("input")).isEmpty();
      boolean earlyReset = nft.refusal(GateTable.resetProbe("prerouting")).isEmpty();
      this.features = new Features(egress, fib, reset, earlyReset);
      this.netfilter = NetfilterSocket.open();
    } catch (GateException e) {
      nft.close();
      throw e;
    } catch (SystemCallException e) {
      nft.close();
      throw new GateException("no nftables: " + e.getMessage(), e);
    }
    this.families =
        features.egress() ? EnumSet.allOf(Family.class) : EnumSet.of(Family.ARP, Family.INET);
  }

  @Override
  public List<InetAddress> guarded() {
    return tables.guarded(cluster).stream()
        .filter(Guarded::isAddress)
        .map(Guarded::inetAddress)
        .toList();
  }

  @Override
  public SortedSet<Integer> guardedPorts() {
    return tables.guarded(cluster).stream()
        .filter(Guarded::isService)
        .map(Guarded::number)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void guard(List<InetAddress> wanted, SortedSet<Integer> services) {
    List<Guarded> all =
        Stream.of(
                wanted.stream().distinct().map(Guarded::address),
                ports.stream(),
                services.stream().map(Guarded::service))
            .flatMap(each -> each)
            .toList();
    Owners owners = owners();
    Optional<String> foreign =
        all.stream()
            .flatMap(each -> owners.objection(each).map(why -> each.text() + " " + why).stream())
            .findFirst();
    if (foreign.isPresent()) {
      throw new GateException(foreign.orElseThrow() + ", so " + cluster + " cannot");
    }
    List<Guarded> earlier = owners.own();
    watched = all;
    holder = Optional.empty();
    build(removal(earlier), List.of());
  }

  @Override
  public Optional<String> objection(InetAddress vip) {
    return owners().objection(Guarded.address(vip));
  }

  @Override
  public SortedMap<Integer, String> objections(SortedSet<Integer> wanted) {
    SortedMap<Integer, String> all = new TreeMap<>();
    if (!wanted.isEmpty()) {
      Owners owners = owners();
      wanted.forEach(port -> objection(port, owners).ifPresent(why -> all.put(port, why)));
    }
    return all;
  }

  private Optional<String> objection(int port, Owners owners) {
    return ports.contains(Guarded.port(port))
        ? Optional.of("is the port of this node's responder, and shut for everybody as that")
        : owners.objection(Guarded.service(port));
  }

  private Owners owners() {
    return new Owners(cluster, tables.guarded());
  }

  @Override
  public void arm(int slot, Duration lease) {
    requireSlot(slot);
    if (lease.compareTo(MINIMUM_LEASE) < 0) {
      throw new IllegalArgumentException("a lease below " + MINIMUM_LEASE + ": " + lease);
    }
    Elements own = elements(watched);
    List<ElementChange> countdown =
        concat(
            List.of(
                own.restart(GateTable.armed(slot), lease),
                own.remove(List.of(GateTable.acked(slot)))));
    change(countdown, countdown);
  }

  @Override
  public void acknowledge(int slot) {
    requireSlot(slot);
    change(elements(watched).add(GateTable.acked(slot)), List.of());
  }

  @Override
  public void open(long epoch, String session) {
    String comment = "epoch " + epoch + " session " + requireSafe("session", session);
    Optional<String> before = holder;
    holder = Optional.of(comment);
    try {
      change(elements(watched).replace(GateTable.HELD, comment), List.of());
    } catch (GateException e) {
      holder = before;
      throw e;
    }
  }

  @Override
  public void shut() {
    holder = Optional.empty();
    change(elements(watched).remove(GateTable.OPENERS), List.of());
  }

  @Override
  public boolean isOpen() {
    return watched.stream().anyMatch(this::passes);
  }

  @Override
  public String describe() {
    return "nftables (arp, inet"
        + (features.fib() ? " with prerouting" : "")
        + (ports.isEmpty() ? "" : ", tcp " + ports.stream().map(Guarded::text).toList())
        + (features.egress() ? ", netdev egress on " + interfaceName + ")" : "; no egress hook)");
  }

  @Override
  public Duration minimumLease() {
    return MINIMUM_LEASE;
  }

  @Override
  public boolean placesAddresses() {
    return false;
  }

  @Override
  public void dismantle() {
    watched = List.of();
    holder = Optional.empty();
    List<String> unused = tables.dismantle(cluster);
  }

  @Override
  public void close() {
    try {
      shut();
    } finally {
      netfilter.close();
      nft.close();
    }
  }

  private boolean passes(Guarded each) {
    return !has(GateTable.GUARDED, each)
        || (has(GateTable.HELD, each)
            && IntStream.range(0, SLOTS).anyMatch(slot -> counts(slot, each)));
  }

  private boolean counts(int slot, Guarded each) {
    return has(GateTable.armed(slot), each) && has(GateTable.acked(slot), each);
  }

  private boolean has(String set, Guarded each) {
    return has(Family.INET, set, each);
  }

  private boolean has(Family family, String set, Guarded each) {
    String where = family.table() + " " + GateTable.NAME + " " + set + "_" + each.kind().suffix();
    return nft.find("get element " + where + " { " + each.text() + " }").isPresent();
  }

  /**
   * Makes a change. If it fails because the tables are missing, installs them again.
   *
   * @param changes the change
   * @param afterRebuild the part of the change that is made together with new tables
   */
  private void change(List<ElementChange> changes, List<ElementChange> afterRebuild) {
    if (watched.isEmpty()) {
      return;
    }
    try {
      commit(changes);
    } catch (GateException failure) {
      if (isIntact()) {
        // Before Linux 6.8 an element can expire between its "add" and its "delete" in one batch,
        // which then fails. It is gone now, so the second try succeeds.
        commit(changes);
        return;
      }
      build(List.of(), afterRebuild);
      events.rebuilt(String.valueOf(failure.getMessage()));
    }
  }

  private void commit(List<ElementChange> changes) {
    if (watched.size() > MOST_IN_MESSAGES) {
      nft.run(text(changes));
      return;
    }
    try {
      netfilter.commit(
          changes.stream().map(ElementChange::message).toList(), "of cluster " + cluster);
    } catch (SystemCallException e) {
      throw new GateException(String.valueOf(e.getMessage()), e);
    }
  }

  private boolean isIntact() {
    return missing().isEmpty()
        && (!features.egress() || egressHooked() || !hasInterface())
        && !lacks(Guarded.Kind.TCP_PORT, GateTable.PORTS_MARKER)
        && !lacks(Guarded.Kind.SERVICE_PORT, GateTable.SERVICES_MARKER)
        && families.stream()
            .allMatch(
                family ->
                    watched.stream()
                        .filter(each -> family.kinds().contains(each.kind()))
                        .allMatch(each -> has(family, GateTable.GUARDED, each)));
  }

  /** Creates the missing tables and adds this cluster's elements, all in one batch. */
  private void build(List<ElementChange> before, List<ElementChange> after) {
    Elements own = elements(watched);
    String content =
        text(
            concat(
                List.of(
                    before,
                    removal(watched),
                    own.replace(GateTable.GUARDED, "cluster " + cluster),
                    holder.map(comment -> own.replace(GateTable.HELD, comment)).orElse(List.of()),
                    after)));
    try {
      nft.run(creation() + content);
    } catch (GateException e) {
      if (!NftContext.isPresent(e)) {
        throw e;
      }
      // Another keeper created the tables in between. If they are still missing, it was a keeper of
      // another version, and the second try fails with the table's name.
      nft.run(creation() + content);
    }
  }

  private String creation() {
    StringBuilder text = new StringBuilder();
    missing().forEach(family -> text.append(GateTable.create(family, features)));
    if (features.egress() && !egressHooked() && hasInterface()) {
      text.append(GateTable.createEgress(interfaceName));
    }
    if (lacks(Guarded.Kind.TCP_PORT, GateTable.PORTS_MARKER)) {
      text.append(GateTable.createPorts(features));
    }
    if (lacks(Guarded.Kind.SERVICE_PORT, GateTable.SERVICES_MARKER)) {
      text.append(GateTable.createServices(features));
    }
    return text.toString();
  }

  private List<Family> missing() {
    return families.stream().filter(each -> !hasChain(each, GateTable.MARKER)).toList();
  }

  private boolean egressHooked() {
    return hasChain(Family.NETDEV, GateTable.egressChain(interfaceName));
  }

  /** Without the interface no frame can leave by it, and no hook can be attached. */
  private boolean hasInterface() {
    return NetworkInterfaceInfo.lookup(interfaceName).isPresent();
  }

  /** Tells whether the guard of this kind is needed and missing. */
  private boolean lacks(Guarded.Kind kind, String marker) {
    return watched.stream().anyMatch(each -> each.kind() == kind) && !hasChain(Family.INET, marker);
  }

  private boolean hasChain(Family family, String chain) {
    return nft.find("list chain " + family.table() + " " + GateTable.NAME + " " + chain)
        .isPresent();
  }

  private static List<ElementChange> concat(List<List<ElementChange>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }

  private static String text(List<ElementChange> changes) {
    return changes.stream().map(ElementChange::text).collect(Collectors.joining());
  }

  private List<ElementChange> removal(List<Guarded> all) {
    return elements(all)
        .remove(Stream.concat(Stream.of(GateTable.GUARDED), GateTable.OPENERS.stream()).toList());
  }

  private Elements elements(List<Guarded> all) {
    return new Elements(families, all);
  }

  private static void requireSlot(int slot) {
    if (slot < 0 || slot >= SLOTS) {
      throw new IllegalArgumentException("slot " + slot);
    }
  }

  private static String requireSafe(String what, String text) {
    if (!SAFE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a " + what + " of letters, digits, dot, dash and underscore, not: " + text);
    }
    return text;
  }
}
