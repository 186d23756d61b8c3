package dev.baton.lease.shell;

import dev.baton.linux.LocalPorts;
import dev.baton.linux.ResetOutcome;
import dev.baton.linux.SocketReset;
import dev.baton.linux.SystemCallException;
import dev.baton.model.HostAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which ports of a service may be guarded on this host. A port that Kafka, Baton or an outgoing
 * connection needs here stays open, and is reported; the others are guarded. Belongs to the
 * keeper's loop.
 */
final class PortGuard {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperService.class);

  private final KeeperParts parts;
  private final LocalPorts local = LocalPorts.ofThisHost();
  private SortedSet<Integer> wanted = Collections.emptySortedSet();
  private SortedMap<Integer, String> refusals = Collections.emptySortedMap();

  PortGuard(KeeperParts parts) {
    this.parts = parts;
  }

  /** Sets the cluster's ports and the host's own addresses. */
  void want(SortedSet<Integer> ports, List<HostAddress> own) {
    wanted = ports;
    refusals = examine(wanted, own);
    words()
        .forEach(
            words -> LOG.atError().addKeyValue("cluster", parts.settings().cluster()).log(words));
  }

  /** Returns the ports to guard. */
  SortedSet<Integer> carried() {
    SortedSet<Integer> carried = new TreeSet<>(wanted);
    carried.removeAll(refusals.keySet());
    return carried;
  }

  /** Tells whether the ports that may be guarded differ from those that are. */
  boolean differs(List<HostAddress> own) {
    return !examine(wanted, own).equals(refusals);
  }

  /** Returns the ports that an earlier process has guarded and that may be guarded. */
  SortedSet<Integer> left(List<HostAddress> own) {
    SortedSet<Integer> left = new TreeSet<>(parts.gate().guardedPorts());
    left.removeAll(examine(left, own).keySet());
    return left;
  }

  /** Returns the refused ports in words for operators: a sentence for each reason. */
  List<String> words() {
    SortedMap<String, List<Integer>> ports = new TreeMap<>();
    refusals.forEach(
        (port, why) -> ports.computeIfAbsent(why, each -> new ArrayList<>()).add(port));
    return ports.entrySet().stream()
        .map(
            each ->
                "gate port "
                    + list(each.getValue())
                    + " is not guarded for this cluster here: it "
                    + each.getKey())
        .toList();
  }

  private static String list(List<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /**
   * Resets the connections of other hosts' clients to the guarded ports.
   *
   * @return how many; 0 also if the kernel cannot reset connections
   * @throws VipAddressesException when the kernel refuses
   */
  int resetConnections() {
    if (carried().isEmpty()) {
      return 0;
    }
    try (SocketReset sockets = new SocketReset()) {
      return carried().stream()
          .map(sockets::resetService)
          .reduce(ResetOutcome.NONE, ResetOutcome::plus)
          .destroyed();
    } catch (SystemCallException e) {
      throw new VipAddressesException("connections cannot be reset: " + e.getMessage(), e);
    }
  }

  private SortedMap<Integer, String> examine(SortedSet<Integer> ports, List<HostAddress> own) {
    SortedMap<Integer, String> found = new TreeMap<>(parts.gate().objections(ports));
    for (int port : ports) {
      Stream.of(served(port), broker(port, own), leaving(port))
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(why -> found.put(port, why));
    }
    return found;
  }

  private Optional<String> served(int port) {
    return parts.settings().served().contains(port)
        ? Optional.of("is one at which Baton itself is looked at here (http.listen)")
        : Optional.empty();
  }

  private Optional<String> broker(int port, List<HostAddress> own) {
    return parts.log().servers().stream()
            .filter(server -> server.getPort() == port)
            .map(InetSocketAddress::getAddress)
            .anyMatch(address -> isHere(address, own))
        ? Optional.of("is a Kafka broker's on this host")
        : Optional.empty();
  }

  private static boolean isHere(InetAddress address, List<HostAddress> own) {
    return address.isLoopbackAddress() || own.stream().anyMatch(each -> each.is(address));
  }

  private Optional<String> leaving(int port) {
    return local.mayLeaveBy(port)
        ? Optional.of(
            "may be that of an outgoing connection; reserve it on this host"
                + " (sysctl net.ipv4.ip_local_reserved_ports)")
        : Optional.empty();
  }
}
