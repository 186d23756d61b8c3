package dev.baton.network;

import static dev.baton.network.GateLan.LONG;
import static dev.baton.network.GateLan.address;
import static dev.baton.network.HttpProbe.Outcome.NO;
import static dev.baton.network.HttpProbe.Outcome.REFUSED;
import static dev.baton.network.HttpProbe.Outcome.SILENCE;
import static dev.baton.network.HttpProbe.Outcome.YES;
import static dev.baton.network.PortLan.PATIENCE;
import static dev.baton.network.PortLan.PORT;
import static dev.baton.network.PortLan.SERVICE_PORT;
import static dev.baton.network.PortLan.VIP4;
import static dev.baton.network.PortLan.VIP6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Program;
import dev.baton.jvm.JavaCommand;
import dev.baton.lease.gate.GateException;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.linux.AddressTable;
import dev.baton.linux.NetworkInterfaceInfo;
import dev.baton.responder.ResponderVipAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule G for a TCP port, and a responder behind it, on a real kernel, seen from another host. */
final class PortGateNetworkTest {
  private PortLan net;

  @BeforeEach
  void makeLan() {
    net = PortLan.create();
  }

  @AfterEach
  void deleteLan() {
    if (net != null) {
      net.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersYesWhileOpenAndRefusesAtOnceWhenShut(boolean ipv6) {
    InetAddress node = net.node(ipv6);
    ResponderVipAddresses unused = net.vipAddresses(Optional.empty());
    assertThat(net.ask(node)).isEqualTo(REFUSED);

    net.openFor(LONG);
    assertThat(net.ask(node)).isEqualTo(YES);
    net.gate().shut();

    assertThat(net.ask(node)).isEqualTo(REFUSED);
    assertThat(net.gate().isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsWithTheCountdownThoughNobodyShutsIt(boolean ipv6) {
    InetAddress node = net.node(ipv6);
    ResponderVipAddresses unused = net.vipAddresses(Optional.empty());
    net.openFor(Duration.ofSeconds(2));
    assertThat(net.ask(node)).isEqualTo(YES);

    await().atMost(PATIENCE).until(() -> net.ask(node) != YES);

    assertThat(net.ask(node)).isEqualTo(REFUSED);
  }

  @Test
  void saysNoByItselfWhereTheKernelsGuardIsGone() {
    ResponderVipAddresses unused = net.vipAddresses(Optional.empty());
    net.holder().run("nft", "flush", "ruleset");

    assertThat(net.ask(net.node(false))).isEqualTo(NO);
  }

  @ParameterizedTest
  @ValueSource(strings = {VIP4, VIP6})
  void isSilentInTheNameOfAVipThatIsShut(String vip) {
    // A reset from here would end connections that the VIP has where it lives now.
    ResponderVipAddresses vipAddresses = net.vipAddresses(Optional.of("lo"));
    net.routeToHolder(vip);
    vipAddresses.put();
    assertThat(net.ask(address(vip))).isEqualTo(SILENCE);

    net.openFor(LONG);

    assertThat(net.ask(address(vip))).isEqualTo(YES);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFrozenProcessIsNotConnectedToAfterItsLease(boolean ipv6, @TempDir Path directory) {
    InetAddress node = net.node(ipv6);
    Program process = net.startHolder(directory);
    assertThat(net.ask(node)).isEqualTo(YES);

    process.freeze();

    await().atMost(PATIENCE).until(() -> !net.connects(node));
    assertThat(process.isAlive()).isTrue();
    assertThat(net.ask(node)).isEqualTo(REFUSED);
    process.thaw();
    await().atMost(PATIENCE).until(() -> net.ask(node) == YES);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aListenerThatOutlivesAKilledKeeperIsNotConnectedToAfterTheLease(
      boolean ipv6, @TempDir Path directory) throws IOException {
    InetAddress node = net.node(ipv6);
    Program process = net.startHolder(directory);
    assertThat(net.ask(node)).isEqualTo(YES);

    process.kill9();
    // Whatever takes the port next does not speak for the node either.
    ServerSocket other = net.listen(PORT);

    await().atMost(PATIENCE).until(() -> !net.connects(node));
    assertThat(other.isBound()).isTrue();
  }

  @Test
  void cutsAConnectionThatWasEstablishedBefore() throws IOException {
    net.gate().guard(List.of());
    ServerSocket server = net.listen(PORT);
    net.openFor(LONG);
    Socket here = net.connect(net.node(false), PORT);
    Socket there = net.opened(server.accept());
    net.gate().shut();

    here.getOutputStream().write(7);

    assertThatThrownBy(() -> here.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat(there.isConnected()).isTrue();
  }

  @Test
  void letsNoAnswerOutThatWasDecidedOnBefore() throws IOException {
    net.gate().guard(List.of());
    ServerSocket server = net.listen(PORT);
    net.openFor(LONG);
    Socket here = net.connect(net.node(false), PORT);
    Socket there = net.opened(server.accept());
    net.gate().shut();

    there.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));

    here.setSoTimeout(1500);
    assertThatThrownBy(() -> here.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {VIP4, VIP6})
  void aReleaseResetsConnectionsToTheVip(String vip) throws IOException {
    ResponderVipAddresses vipAddresses = net.vipAddresses(Optional.of("lo"));
    net.routeToHolder(vip);
    vipAddresses.put();
    ServerSocket server = net.listen(SERVICE_PORT);
    net.openFor(LONG);
    Socket here = net.connect(address(vip), SERVICE_PORT);
    Socket unused = net.opened(server.accept());

    int reset = vipAddresses.resetConnections();

    assertThat(reset).isEqualTo(1);
    PortLan.assertIsReset(here);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReleaseResetsConnectionsToTheServiceAndTheProbe(boolean ipv6) throws IOException {
    ResponderVipAddresses vipAddresses = net.vipAddresses(Optional.empty());
    ServerSocket server = net.listen(SERVICE_PORT);
    net.openFor(LONG);
    Socket client = net.connect(net.node(ipv6), SERVICE_PORT);
    Socket unused = net.opened(server.accept());
    Socket probe = net.connect(net.node(ipv6), PORT);

    int reset = vipAddresses.resetConnections();

    assertThat(reset).isEqualTo(2);
    PortLan.assertIsReset(client);
    PortLan.assertIsReset(probe);
  }

  @Test
  void putsTheAddressesAndTakesThemAwayAndSaysWhenSomebodyElseDoes() {
    ResponderVipAddresses vipAddresses = net.vipAddresses(Optional.of("lo"));
    List<String> told = new CopyOnWriteArrayList<>();
    vipAddresses.listen((kind, subject, detail) -> told.add(kind + " " + detail));
    vipAddresses.put();
    assertThat(net.onLoopback()).contains(VIP4 + "/32", VIP6 + "/128");

    net.holder().ip("addr", "del", VIP4 + "/32", "dev", "lo");

    await().atMost(PATIENCE).until(() -> told.size() == 1);
    assertThat(told).containsExactly("ADDRESS_LOST " + VIP4 + " was removed by another program");
    vipAddresses.put();
    assertThat(net.onLoopback()).contains(VIP4 + "/32");
    vipAddresses.remove();
    assertThat(net.onLoopback()).doesNotContain(VIP4, VIP6);
    assertThat(told).hasSize(1);
  }

  @Test
  void takesAwayWhatAnEarlierLifePutAndLeavesWhatSomebodyElseDid() {
    boolean left = net.holder().inside(PortGateNetworkTest::leaveVip);
    assertThat(left).isTrue();
    GateLan.putVip(net.holder(), VIP4);

    ResponderVipAddresses unused = net.vipAddresses(Optional.of("lo"));

    assertThat(net.holder().ip("addr", "show", "dev", "lo")).doesNotContain(VIP4);
    assertThat(net.holder().ip("addr", "show", "dev", Host.INTERFACE)).contains(VIP4);
  }

  private static boolean leaveVip() {
    try (AddressTable table = new AddressTable()) {
      table.add(
          NetworkInterfaceInfo.lookup("lo").orElseThrow().index(),
          GateLan.address(VIP4),
          Optional.empty());
      return true;
    }
  }

  @Test
  void leavesOthersPortsAndOtherHostsAlone() throws IOException {
    ResponderVipAddresses unused = net.vipAddresses(Optional.empty());
    ServerSocket elsewhere = net.opened(net.standby().inside(() -> new ServerSocket(PORT)));
    ServerSocket here = net.listen(SERVICE_PORT);

    await().until(() -> PortLan.connects(net.holder(), PortLan.own(net.standby(), false), PORT));
    await().until(() -> PortLan.connects(net.client(), net.node(false), SERVICE_PORT));
    assertThat(PortLan.connects(net.holder(), net.node(false), PORT))
        .as("not even locally")
        .isFalse();
    assertThat(elsewhere.isBound() && here.isBound()).isTrue();
  }

  @Test
  void noticesAFlushedRulesetAndGuardsThePortAgain() {
    InetAddress node = net.node(false);
    ResponderVipAddresses unused = net.vipAddresses(Optional.empty());
    net.openFor(LONG);
    net.holder().run("nft", "flush", "ruleset");

    net.gate().arm(1, LONG);

    assertThat(net.rebuilds()).hasSize(1);
    assertThat(net.ask(node)).isEqualTo(REFUSED);
    net.gate().acknowledge(1);
    assertThat(net.ask(node)).isEqualTo(YES);
  }

  @Test
  void guardsThePortBeforeAnyVipIsKnownAndAfterTheLastIsGone() {
    KernelGate next = net.gate("web", PORT);
    net.gate().guard(List.of(address(VIP4)));
    net.openFor(LONG);

    next.guard(next.guarded());
    assertThat(next.isOpen()).isFalse();
    next.guard(List.of());

    assertThat(next.isOpen()).isFalse();
    assertThat(net.set("guarded_tcp")).contains("61000 comment \"cluster web\"");
    assertThat(net.set("guarded_4")).doesNotContain(VIP4);
  }

  @Test
  void clustersOfOneHostHavePortsOfTheirOwn() {
    net.gate().guard(List.of(address(VIP4)));
    net.openFor(LONG);
    KernelGate same = net.gate("db", PORT);
    KernelGate other = net.gate("log", PORT + 1);
    KernelGate none =
        net.holder().inside(() -> KernelGates.nftables("lan", "lo", net.rebuilds()::add));
    net.opened(none);

    assertThatThrownBy(() -> same.guard(List.of()))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("61000");
    other.guard(List.of());
    none.guard(List.of(address(VIP6)));

    assertThat(other.isOpen()).isFalse();
    assertThat(net.gate().isOpen()).isTrue();
  }

  @Test
  void doesNotStartWhereTheKernelWouldNotShutThePort(@TempDir Path directory) {
    assertThat(open(directory)).contains("opened probes answered at port 61000, addresses on lo");

    String refused = open(directory, "setpriv", "--bounding-set=-net_admin");

    assertThat(refused).contains("nftables is needed, for nothing else in the kernel shuts a port");
  }

  private String open(Path directory, String... before) {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(JavaCommand.of(ProbeOpening.class).words(directory.toString()));
    return net.holder().run(command.toArray(String[]::new));
  }
}
