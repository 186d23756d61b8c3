package dev.baton.network;

import static dev.baton.network.GateLan.address;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Program;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.lease.gate.ObservedGate;
import dev.baton.responder.Delivery;
import dev.baton.responder.ProbeEndpoint;
import dev.baton.responder.ResponderVipAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A LAN with a client that probes, a host whose probe port is behind a gate, and a third host. */
final class PortLan implements AutoCloseable {
  static final int PORT = PortHolder.PORT;
  static final int SERVICE_PORT = 7100;
  static final String VIP4 = "10.77.0.100";
  static final String VIP6 = "fd77::100";
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<String> rebuilds = new ArrayList<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final TestLan lan;
  private final ObservedGate gate;

  private PortLan(TestLan lan) {
    this.lan = lan;
    this.gate = new ObservedGate(gate("web", PORT), System::nanoTime);
  }

  static PortLan create() {
    Requirements.nftables();
    return new PortLan(TestLan.create(3));
  }

  Host client() {
    return lan.host(0);
  }

  Host holder() {
    return lan.host(1);
  }

  Host standby() {
    return lan.host(2);
  }

  /** The gate of cluster "web" on the holder, which guards the port. */
  ObservedGate gate() {
    return gate;
  }

  /** What the gates reported. */
  List<String> rebuilds() {
    return rebuilds;
  }

  @Override
  public void close() {
    try {
      while (!opened.isEmpty()) {
        opened.pop().close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("closing what the test opened", e);
    } finally {
      lan.close();
    }
  }

  KernelGate gate(String cluster, int port) {
    return opened(
        holder().inside(() -> KernelGates.nftables(cluster, "lo", List.of(port), rebuilds::add)));
  }

  ResponderVipAddresses vipAddresses(Optional<String> addressesOn) {
    gate.guard(List.of(address(VIP4), address(VIP6)));
    return holder()
        .inside(
            () -> {
              ResponderVipAddresses vipAddresses =
                  opened(
                      new ResponderVipAddresses(
                          new ProbeEndpoint(Optional.empty(), PORT, "/"),
                          new Delivery(addressesOn, List.of(SERVICE_PORT)),
                          gate::isOpenNow));
              vipAddresses.guard(List.of(address(VIP4), address(VIP6)));
              return vipAddresses;
            });
  }

  Program startHolder(Path directory) {
    Path ready = directory.resolve("ready");
    Program process =
        Program.start(
            holder(),
            PortHolder.class.getName(),
            List.of("4000", ready.toString()),
            directory.resolve("holder.log"));
    await().atMost(PATIENCE).until(() -> Files.exists(ready));
    return process;
  }

  void openFor(Duration lease) {
    gate.arm(0, lease);
    gate.acknowledge(0);
    gate.open(1, "s1");
  }

  HttpProbe.Outcome ask(InetAddress address) {
    return HttpProbe.ask(client(), address, PORT);
  }

  boolean connects(InetAddress node) {
    return connects(client(), node, PORT);
  }

  static boolean connects(Host from, InetAddress address, int port) {
    return from.inside(
        () -> {
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            return true;
          } catch (SocketTimeoutException | SocketException e) {
            return false;
          }
        });
  }

  Socket connect(InetAddress address, int port) {
    return opened(client().inside(() -> new Socket(address, port)));
  }

  ServerSocket listen(int port) {
    return opened(
        holder()
            .inside(
                () -> {
                  ServerSocket server = new ServerSocket();
                  server.setReuseAddress(true);
                  server.bind(new InetSocketAddress(port));
                  return server;
                }));
  }

  static void assertIsReset(Socket socket) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  void routeToHolder(String vip) {
    boolean ipv6 = vip.contains(":");
    String gateway = String.valueOf(own(holder(), ipv6).getHostAddress());
    client().ip(ipv6 ? "-6" : "-4", "route", "add", vip, "via", gateway);
  }

  String onLoopback() {
    return holder().ip("addr", "show", "dev", "lo");
  }

  String set(String name) {
    return holder().run("nft", "list", "set", "inet", "baton", name);
  }

  /** The holder's own address. */
  InetAddress node(boolean ipv6) {
    return own(holder(), ipv6);
  }

  static InetAddress own(Host host, boolean ipv6) {
    return ipv6 ? host.v6() : host.v4();
  }

  <T extends AutoCloseable> T opened(T resource) {
    opened.push(resource);
    return resource;
  }
}
