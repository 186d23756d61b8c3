package dev.baton.lease.shell;

import dev.baton.model.HostAddress;
import dev.baton.model.Vip;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.HostView;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rule V on one host: which VIPs the keeper may guard, add and remove here, and which ports of the
 * service it may guard. The keeper does not touch a VIP that is one of the host's own addresses, or
 * that the host needs to reach others. It serves the other VIPs. Belongs to the keeper's loop.
 */
final class HostGuard {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperService.class);

  /** How often the host's addresses are read; one request to the kernel. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final KeeperParts parts;
  private final PortGuard ports;
  private List<Vip> wanted = List.of();
  private List<HostView.Refused> refusals = List.of();
  private Optional<HostView> told = Optional.empty();
  private Optional<List<HostAddress>> known = Optional.empty();
  private long nextLook;

  HostGuard(KeeperParts parts) {
    this.parts = parts;
    this.ports = new PortGuard(parts);
    this.nextLook = parts.clock().getAsLong();
  }

  /**
   * Rule C: what an earlier process left open is shut and removed before the first keepalive. The
   * host's own addresses are taken out of the guard, in case an earlier process or an operator made
   * one address both.
   */
  void flush() {
    List<HostAddress> own = own();
    List<InetAddress> left =
        parts.gate().guarded().stream()
            .filter(each -> own.stream().noneMatch(address -> address.is(each)))
            .toList();
    parts.gate().guard(left, ports.left(own));
    attempt(() -> parts.vipAddresses().guard(left));
  }

  /**
   * The log has no definition, so the service's ports that an earlier process shut are opened. A
   * VIP may stay guarded, because it is no host's own address.
   */
  void letPortsGo() {
    if (!parts.gate().guardedPorts().isEmpty()) {
      parts.gate().guard(parts.gate().guarded());
    }
  }

  /** An address that cannot be removed stays, silent behind the gate. */
  private void attempt(Runnable deed) {
    try {
      deed.run();
    } catch (VipAddressesException e) {
      LOG.atError()
          .addKeyValue("cluster", parts.settings().cluster())
          .log("going on without: {}", e.getMessage());
    }
  }

  /**
   * Guards the VIPs and ports that may be guarded, with the gate shut, and removes what an earlier
   * process left.
   */
  void guard(List<Vip> vips, SortedSet<Integer> servicePorts) {
    wanted = vips;
    refusals = examine();
    ports.want(servicePorts, own());
    List<InetAddress> carried = carried().stream().map(Vip::inetAddress).toList();
    parts.gate().guard(carried, ports.carried());
    attempt(() -> parts.vipAddresses().guard(carried));
    for (HostView.Refused refused : refusals) {
      LOG.atError()
          .addKeyValue("cluster", parts.settings().cluster())
          .addKeyValue("vip", refused.vip())
          .log("a VIP is not touched, it {}", refused.why());
    }
  }

  /** Returns the VIPs that are guarded. */
  List<Vip> carried() {
    return wanted.stream()
        .filter(vip -> refusals.stream().noneMatch(refused -> refused.vip().equals(vip)))
        .toList();
  }

  /** Returns the service's ports, with those that may be guarded. */
  PortGuard ports() {
    return ports;
  }

  /** Tells whether there are VIPs and the host can carry none of them. */
  boolean carriesNothing() {
    return !wanted.isEmpty() && carried().isEmpty();
  }

  /** Returns the refused VIPs and ports in words for operators. */
  String words() {
    return String.join(
        "; ", refusals.stream().map(refused -> refused.vip() + " " + refused.why()).toList());
  }

  /** Returns the VIPs of the newest definition that are refused. */
  List<HostView.Refused> refusals() {
    return refusals;
  }

  /**
   * Reads the host's addresses, at an interval.
   *
   * @return whether the VIPs and ports that may be guarded differ from those that are
   */
  boolean look(long now) {
    if (now < nextLook) {
      return false;
    }
    nextLook = now + INTERVAL.toNanos();
    return !examine().equals(refusals) || ports.differs(own());
  }

  /** The last report may be lost, so the next one is sent even if nothing has changed. */
  void tellAgain() {
    told = Optional.empty();
  }

  /**
   * Returns the report on the host if it differs from the last one.
   *
   * @param version the version of the guarded definition, 0 for none
   * @param remarks what else an operator should know
   */
  Optional<HostReport> news(long version, List<String> remarks) {
    List<HostAddress> own = own();
    HostView view =
        new HostView(
            own.subList(0, Math.min(own.size(), HostView.MOST_ADDRESSES)),
            refusals,
            version,
            Stream.concat(ports.words().stream(), remarks.stream())
                .limit(HostView.MOST_REMARKS)
                .toList());
    if (told.filter(view::equals).isPresent()) {
      return Optional.empty();
    }
    told = Optional.of(view);
    return Optional.of(new HostReport(parts.settings().node(), parts.settings().install(), view));
  }

  /**
   * If the addresses cannot be read now, the last ones count. Nothing starts before they were read
   * once.
   */
  List<HostAddress> own() {
    try {
      List<HostAddress> read = parts.vipAddresses().ownAddresses();
      known = Optional.of(read);
      return read;
    } catch (VipAddressesException e) {
      return known.orElseThrow(() -> e);
    }
  }

  private Optional<String> server(Vip vip) {
    return parts.log().servers().stream()
            .anyMatch(server -> vip.inetAddress().equals(server.getAddress()))
        ? Optional.of("is the address of a Kafka broker, which this host has to reach")
        : Optional.empty();
  }

  private List<HostView.Refused> examine() {
    List<HostAddress> own = own();
    List<HostView.Refused> found = new ArrayList<>();
    for (Vip vip : wanted) {
      Stream.of(
              HostView.clash(vip, own),
              server(vip),
              parts.vipAddresses().objection(vip.inetAddress()),
              parts.gate().objection(vip.inetAddress()))
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(why -> found.add(new HostView.Refused(vip, why)));
    }
    return found;
  }
}
