package dev.baton.network;

import static dev.baton.network.GateLan.address;
import static dev.baton.network.HttpProbe.Outcome.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Program;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.lease.shell.HostCleanup;
import dev.baton.lease.shell.KeeperService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service's port at the node's own address, guarded by a keeper and seen from another host. */
final class GatePortsNetworkTest {
  private static final int PORT = 7100;
  private static final String GATE_PORT = "7100";
  private static final String VIP = "10.77.0.100";
  private static final String OTHER_VIP = "10.77.0.101";

  @TempDir private Path directory = Path.of("unset");
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private KeeperLan net;

  @BeforeEach
  void makeLan() {
    Requirements.nftables();
    net = KeeperLan.create(directory);
  }

  @AfterEach
  void deleteLan() throws Exception {
    try {
      while (!opened.isEmpty()) {
        opened.pop().close();
      }
    } finally {
      if (net != null) {
        net.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStandbysServiceIsReachedFromTheHostItselfOnly(boolean ipv6) {
    standby(GATE_PORT);
    InetAddress loopback = address(ipv6 ? "::1" : "127.0.0.1");

    assertThat(HttpProbe.ask(net.client(), own(ipv6), PORT)).isEqualTo(REFUSED);
    net.await(() -> PortLan.connects(net.host(), loopback, PORT));
    net.await(() -> PortLan.connects(net.host(), own(ipv6), PORT));
  }

  @Test
  void aStandbyReachesTheSamePortElsewhereAndIsReachedAtOthers() {
    standby(GATE_PORT);
    listen(net.client(), PORT);
    listen(net.host(), PORT + 1);

    net.await(() -> PortLan.connects(net.host(), net.client().v4(), PORT));
    net.await(() -> PortLan.connects(net.host(), net.client().v6(), PORT));
    net.await(() -> PortLan.connects(net.client(), own(false), PORT + 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHoldersServiceAnswersUntilItLetsGo(boolean ipv6) {
    standby(GATE_PORT);
    net.hold(1);
    net.await(() -> reaches(ipv6));

    net.release(1);

    assertThat(reaches(ipv6)).isFalse();
  }

  @Test
  void connectionsOfClientsAreResetOnReleaseAndThoseOfTheHostItselfGoOn() throws IOException {
    ServerSocket service = standby(GATE_PORT);
    net.hold(1);
    net.await(() -> reaches(false));
    Socket local = connect(net.host(), address("127.0.0.1"));
    Socket localServer = accept(service, local);
    Socket client = connect(net.client(), own(false));
    Socket unused = accept(service, client);

    net.release(1);

    PortLan.assertIsReset(client);
    local.getOutputStream().write(7);
    assertThat(localServer.getInputStream().read()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingComesOutAfterTheLeaseThatAServiceSaysByItself(boolean ipv6) throws IOException {
    KernelGate gate = gate("web", List.of());
    gate.guard(List.of(), new TreeSet<>(Set.of(PORT)));
    ServerSocket service = listen(net.host(), PORT);
    gate.arm(0, Duration.ofMinutes(5));
    gate.acknowledge(0);
    gate.open(1, "s1");
    Socket client = connect(net.client(), own(ipv6));
    Socket server = accept(service, client);
    gate.shut();

    server.getOutputStream().write(7);

    client.setSoTimeout(1500);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void followsTheDefinition() {
    ServerSocket unused = standby(GATE_PORT);
    listen(net.host(), PORT + 1);
    assertThat(reaches(false)).isFalse();

    net.definePorts(2, "7101", VIP);
    net.await(() -> !PortLan.connects(net.client(), own(false), PORT + 1));
    net.await(() -> reaches(false));

    net.definePorts(3, "7100,7101", VIP);
    net.await(() -> !reaches(false));
    assertThat(PortLan.connects(net.client(), own(false), PORT + 1)).isFalse();

    net.undefine(4);
    net.await(() -> reaches(false) && PortLan.connects(net.client(), own(false), PORT + 1));
  }

  @Test
  void aHolderGoesOnAnsweringAtThePortsThatAreDefinedWhileItHolds() {
    net.define(1, VIP);
    net.start();
    ServerSocket unused = listen(net.host(), PORT);
    net.hold(1);
    net.await(() -> reaches(false));

    net.definePorts(2, GATE_PORT, VIP);

    net.await(() -> guardedPorts().contains(GATE_PORT));
    net.await(() -> reaches(false));
    net.release(1);
    assertThat(reaches(false)).isFalse();
  }

  @Test
  void aFrozenHolderIsNotConnectedToAfterItsLease() {
    Program process = holder();

    process.freeze();

    net.await(() -> !reaches(false));
    assertThat(process.isAlive()).isTrue();
    assertThat(reaches(true)).isFalse();
    process.thaw();
    net.await(() -> net.host().run("nft", "list", "table", "inet", "baton").contains(GATE_PORT));
    assertThat(reaches(false)).isFalse();
  }

  @Test
  void whatAKilledKeeperShutStaysShutInItsNextLifeAndEndsWithThatInOrder() {
    Program process = holder();
    process.kill9();
    net.await(() -> !reaches(false));

    KeeperService next = net.startWithoutLog();

    net.await(() -> !net.host().ip("addr").contains(VIP)); // It has looked at what was left.
    assertThat(guardedPorts()).contains(GATE_PORT);
    assertThat(reaches(false)).isFalse();
    next.close();
    net.await(() -> reaches(false));
    assertThat(net.host().run("nft", "list", "tables")).doesNotContain("baton");
  }

  @Test
  void aCleanupOpensWhatAKilledKeeperLeftShut() {
    Program process = holder();
    process.kill9();
    net.await(() -> !reaches(false));
    List<String> said = new ArrayList<>();

    net.await(() -> clean(said)); // A countdown that was not acknowledged may run a little longer.

    assertThat(said).contains("db: removed the guard of 10.77.0.100, port 7100");
    net.await(() -> reaches(false));
    assertThat(net.host().run("nft", "list", "tables")).doesNotContain("baton");
  }

  @Test
  void aKeeperThatIsToldToEndOpensWhatItGuarded() {
    Program process = holder();

    process.terminate();

    assertThat(process.await()).isTrue();
    net.await(() -> reaches(false));
    assertThat(net.host().run("nft", "list", "tables")).doesNotContain("baton");
  }

  @Test
  void aFlushedRulesetIsNoticedAndThePortShutAgain() {
    standby(GATE_PORT);

    net.host().run("nft", "flush", "ruleset");

    net.await(() -> guardedPorts().contains(GATE_PORT));
    assertThat(reaches(false)).isFalse();
  }

  @Test
  void aPortIsGuardedForOneClusterOfAHostAndTheOthersSayThatTheyLeaveIt() {
    KernelGate web = gate("web", List.of());
    web.guard(List.of(address(OTHER_VIP)), new TreeSet<>(Set.of(PORT)));
    ServerSocket unused = listen(net.host(), PORT);
    net.definePorts(1, "7100,7101", VIP);
    net.start();

    net.await(() -> remarks().size() == 1);
    assertThat(remarks())
        .containsExactly(
            "gate port 7100 is not guarded for this cluster here:"
                + " it is guarded by cluster web on this host");
    assertThat(guardedPorts())
        .contains("7100 comment \"cluster web\"", "7101 comment \"cluster db\"");

    web.dismantle();
    net.await(() -> remarks().isEmpty());
    assertThat(guardedPorts()).contains("7100 comment \"cluster db\"");
  }

  @Test
  void aRespondersPortIsLeftToItsResponder() {
    KernelGate web = gate("web", List.of(PORT));
    web.guard(List.of());
    net.definePorts(1, GATE_PORT, VIP);
    net.start();

    net.await(() -> remarks().size() == 1);
    assertThat(remarks().get(0)).endsWith("it is guarded by cluster web on this host");
    assertThat(web.objections(new TreeSet<>(Set.of(PORT, PORT + 1))))
        .containsOnly(
            Map.entry(
                PORT, "is the port of this node's responder, and shut for everybody as that"));
  }

  @Test
  void aPortThatAnOutgoingConnectionMayHaveIsGuardedOnceItIsReserved() {
    net.definePorts(1, "50000", VIP);
    net.start();
    net.await(() -> remarks().size() == 1);
    assertThat(remarks().get(0)).contains("50000", "net.ipv4.ip_local_reserved_ports");

    net.host().run("sysctl", "-w", "net.ipv4.ip_local_reserved_ports=50000");

    net.await(() -> remarks().isEmpty());
    assertThat(guardedPorts()).contains("50000");
  }

  /** The other cluster's holder is not to be shut with this one's standby. */
  @Test
  void theVipOfAnotherClusterIsItsOwnGatesBusiness() {
    standby(GATE_PORT);
    GateLan.putVip(net.host(), OTHER_VIP);
    KernelGate web = gate("web", List.of());
    web.guard(List.of(address(OTHER_VIP)));
    assertThat(PortLan.connects(net.client(), address(OTHER_VIP), PORT)).isFalse();

    web.arm(0, Duration.ofMinutes(5));
    web.acknowledge(0);
    web.open(1, "s1");

    net.await(() -> PortLan.connects(net.client(), address(OTHER_VIP), PORT));
    assertThat(reaches(false)).isFalse();
  }

  @Test
  void aPortThatIsHandedOnToAContainerIsGuardedToo() {
    standby(GATE_PORT);
    listen(net.host(), PORT + 1);
    net.host().run("nft", "add", "table", "ip", "nat");
    net.host()
        .run("nft", "add chain ip nat prerouting { type nat hook prerouting priority dstnat; }");
    net.host().run("nft", "add rule ip nat prerouting tcp dport { 7100, 7102 } redirect to :7101");

    net.await(() -> PortLan.connects(net.client(), own(false), PORT + 2));
    assertThat(reaches(false)).isFalse();
  }

  /** A node whose keeper does not hold, and whose service listens all the same. */
  private ServerSocket standby(String gatePorts) {
    ServerSocket service = listen(net.host(), PORT);
    net.await(() -> reaches(false));
    net.definePorts(1, gatePorts, VIP);
    net.start();
    net.await(() -> !reaches(false));
    return service;
  }

  /** A node whose keeper is a process of its own, and holds. */
  private Program holder() {
    listen(net.host(), PORT);
    Path ready = directory.resolve("ready");
    Program process =
        Program.start(
            net.host(),
            GateKeeper.class.getName(),
            List.of(directory.toString(), GATE_PORT, ready.toString()),
            directory.resolve("keeper.log"));
    net.await(() -> Files.exists(ready));
    net.await(() -> reaches(false));
    assertThat(guardedPorts()).contains(GATE_PORT);
    return process;
  }

  private boolean clean(List<String> said) {
    return net.host()
        .inside(() -> new HostCleanup(directory.resolve("run"), said::add).clean(false));
  }

  private boolean reaches(boolean ipv6) {
    return PortLan.connects(net.client(), own(ipv6), PORT);
  }

  private InetAddress own(boolean ipv6) {
    return PortLan.own(net.host(), ipv6);
  }

  private List<String> remarks() {
    return net.reported().remarks();
  }

  private String guardedPorts() {
    return net.host().run("nft", "list", "ruleset").replaceAll("(?s).*set guarded_service", "");
  }

  private KernelGate gate(String cluster, List<Integer> ports) {
    return opened(
        net.host().inside(() -> KernelGates.nftables(cluster, Host.INTERFACE, ports, why -> {})));
  }

  private ServerSocket listen(Host host, int port) {
    return opened(
        host.inside(
            () -> {
              ServerSocket server = new ServerSocket();
              server.setReuseAddress(true);
              server.bind(new InetSocketAddress(port));
              return server;
            }));
  }

  private Socket connect(Host from, InetAddress address) {
    return opened(from.inside(() -> new Socket(address, PORT)));
  }

  /** Those who only looked whether they can connect stand before in the queue. */
  private Socket accept(ServerSocket service, Socket client) throws IOException {
    Socket accepted = opened(service.accept());
    while (accepted.getPort() != client.getLocalPort()) {
      accepted = opened(service.accept());
    }
    return accepted;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.push(resource);
    return resource;
  }
}
