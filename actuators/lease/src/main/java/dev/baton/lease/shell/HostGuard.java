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
 * service it may guard. It does not touch a VIP that clashes with an address that the host has on
 * its own, or through which it reaches others. It serves the other VIPs. The keeper's loop owns it.
 */
final class HostGuard {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperService.class);

  /** How often the host is looked at; one request to the kernel. */
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
   * Rule C: whatever an earlier life left open is shut and taken away before anything is said. What
   * the host has on its own is let out of the guard, in case an earlier life, or somebody's hand,
   * has brought both together.
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
   * The log knows no definition: what an earlier life shut of a service is opened. A VIP may stay
   * guarded, for it is nobody's own address.
   */
  void letPortsGo() {
    if (!parts.gate().guardedPorts().isEmpty()) {
      parts.gate().guard(parts.gate().guarded());
    }
  }

  /** What cannot be taken off stays, silent behind the gate. */
  private void attempt(Runnable deed) {
    try {
      deed.run();
    } catch (VipAddressesException e) {
      LOG.atError()
          .addKeyValue("cluster", parts.settings().cluster())
          .log("going on without: {}", e.getMessage());
    }
  }

  /** Guards what can be of those VIPs and ports, shut, and takes away what an earlier life left. */
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

  /** Returns the service's ports, of which those that may be are guarded. */
  PortGuard ports() {
    return ports;
  }

  /** Tells whether there are VIPs and none of them can be carried. */
  boolean carriesNothing() {
    return !wanted.isEmpty() && carried().isEmpty();
  }

  /** Returns what is refused, for people. */
  String words() {
    return String.join(
        "; ", refusals.stream().map(refused -> refused.vip() + " " + refused.why()).toList());
  }

  /** Returns what is refused of the newest definition. */
  List<HostView.Refused> refusals() {
    return refusals;
  }

  /**
   * Looks at the host now and then.
   *
   * @return whether something else can be carried now than is guarded
   */
  boolean look(long now) {
    if (now < nextLook) {
      return false;
    }
    nextLook = now + INTERVAL.toNanos();
    return !examine().equals(refusals) || ports.differs(own());
  }

  /** Whatever was told may be lost: tell it once more. */
  void tellAgain() {
    told = Optional.empty();
  }

  /**
   * Returns what is to be told of the host, if it is not what was told before.
   *
   * @param version of the definition that is guarded, 0 for none
   * @param remarks what an operator should know beside
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

  /** What is not readable now is taken for what it was; before it was ever read, nothing starts. */
  private List<HostAddress> own() {
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
