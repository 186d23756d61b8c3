package dev.baton.arp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.lease.gate.GateException;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.testnet.Requirements;
import dev.baton.testnet.TestHost;
import dev.baton.testnet.TestLan;
import dev.baton.testnet.UdpEcho;
import dev.baton.testnet.VipProber;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule G on a real kernel: what passes the gate, seen from another host. */
final class GateNetworkTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration WHILE = Duration.ofMillis(400);

  private final List<String> rebuilds = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private TestLan lan;
  private TestHost client;
  private TestHost holder;
  private KernelGate gate;

  @BeforeEach
  void makeLan() {
    Requirements.nftables();
    lan = TestLan.create(3);
    client = lan.host(0);
    holder = lan.host(1);
    gate = gate(holder, "web");
  }

  @AfterEach
  void deleteLan() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    if (lan != null) {
      lan.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void shutGateAnswersNothingThoughTheAddressIsThere(String vip) throws Exception {
    VipProber prober = guardedService(vip);

    gate.arm(0, LONG);
    gate.acknowledge(0);

    assertStaysSilent(prober);
    assertThat(gate.isOpen()).isFalse();
    assertThat(echoes(client, vip)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void passesWhatIsArmedAcknowledgedAndOpen(String vip) throws Exception {
    VipProber prober = guardedService(vip);

    openFor(LONG);

    await().until(() -> answersByBoth(prober));
    assertThat(echoes(client, vip)).isTrue();
    assertThat(gate.isOpen()).isTrue();
    assertThat(prober.report().dualAnswers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void shutsByItselfWhenTheCountdownEnds(String vip) throws Exception {
    VipProber prober = guardedService(vip);
    openFor(Duration.ofMillis(1500));
    await().until(() -> answersByBoth(prober));

    await().until(() -> !gate.isOpen());

    assertStaysSilent(prober);
  }

  @Test
  void armingAgainExtendsOrShortensTheCountdown() throws Exception {
    VipProber prober = guardedService("10.77.0.100");
    openFor(Duration.ofMillis(500));

    gate.arm(0, LONG);
    gate.acknowledge(0);

    await().during(Duration.ofSeconds(1)).until(gate::isOpen);
    openFor(SHORT);
    await().until(() -> !gate.isOpen());
    assertStaysSilent(prober);
  }

  @Test
  void armingASlotThatHasJustRunOutStartsItAfresh() throws Exception {
    guardedService("10.77.0.100");
    gate.open(1, "s1");
    for (int i = 0; i < 50; i++) {
      gate.arm(0, Duration.ofMillis(2 + i % 5));
      gate.acknowledge(0);
      gate.arm(0, LONG);
      gate.acknowledge(0);
      assertThat(gate.isOpen()).isTrue();
    }
  }

  @Test
  void theOtherSlotCarriesTheGateWhileOneIsArmedAnew() throws Exception {
    guardedService("10.77.0.100");
    openFor(LONG);
    gate.arm(1, LONG);
    gate.acknowledge(1);

    gate.arm(0, LONG);

    assertThat(gate.isOpen()).isTrue();
  }

  @Test
  void armingForgetsThatTheSlotWasAcknowledged() throws Exception {
    guardedService("10.77.0.100");
    openFor(LONG);

    gate.arm(0, LONG);

    assertThat(gate.isOpen()).isFalse();
  }

  @Test
  void aLateAcknowledgementOpensNothing() throws Exception {
    VipProber prober = guardedService("10.77.0.100");
    openFor(LONG);
    gate.arm(0, Duration.ofMillis(1));
    await().pollDelay(Duration.ofMillis(50)).until(() -> true);

    gate.acknowledge(0);

    assertThat(gate.isOpen()).isFalse();
    assertStaysSilent(prober);
  }

  @Test
  void openingOnACountdownThatHasEndedOpensNothing() throws Exception {
    guardedService("10.77.0.100");
    gate.arm(0, Duration.ofMillis(1));
    gate.acknowledge(0);
    await().pollDelay(Duration.ofMillis(50)).until(() -> true);

    gate.open(1, "s1");

    assertThat(gate.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void shutsAtOnceAndForgetsBothSlots(String vip) throws Exception {
    VipProber prober = guardedService(vip);
    openFor(LONG);
    await().until(() -> answersByBoth(prober));

    gate.shut();
    long next = prober.nextProbe();
    gate.open(2, "s1");

    await().during(WHILE).until(() -> prober.report().from(next).answers().isEmpty());
  }

  @Test
  void clustersOfOneHostShareTheTableAndNothingElse() throws Exception {
    guardedService("10.77.0.100");
    openFor(LONG);
    KernelGate other = gate(holder, "db");

    other.guard(List.of(address("10.77.0.101")));
    other.arm(0, LONG);
    other.acknowledge(0);
    other.open(1, "s2");
    other.shut();
    other.guard(List.of());

    assertThat(gate.isOpen()).isTrue();
    assertThat(gate.guarded()).containsExactly(address("10.77.0.100"));
    assertThat(holder.run("nft", "list", "chain", "arp", "baton", "output").split("jump"))
        .hasSize(2);
  }

  @Test
  void keepersThatRenewAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    guardedService("10.77.0.100");
    KernelGate other = gate(holder, "db");
    other.guard(List.of(address("10.77.0.101")));

    CompletableFuture<Void> one = CompletableFuture.runAsync(() -> renewOften(gate));
    CompletableFuture<Void> two = CompletableFuture.runAsync(() -> renewOften(other));

    CompletableFuture.allOf(one, two).join();
    assertThat(rebuilds).isEmpty();
  }

  @Test
  void refusesAnAddressThatAnotherClusterGuards() throws Exception {
    guardedService("10.77.0.100");
    KernelGate other = gate(holder, "db");

    assertThatThrownBy(() -> other.guard(List.of(address("10.77.0.100"))))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("10.77.0.100");
  }

  @Test
  void noticesAFlushedRulesetAndIsShutUntilTheNextAcknowledgement() throws Exception {
    VipProber prober = guardedService("10.77.0.100");
    openFor(LONG);
    gate.arm(1, LONG);
    holder.run("nft", "flush", "ruleset");

    gate.acknowledge(1);

    assertThat(rebuilds).hasSize(1);
    assertThat(gate.isOpen()).isFalse();
    assertStaysSilent(prober);
    gate.arm(0, LONG);
    gate.acknowledge(0);
    assertThat(gate.isOpen()).isTrue();
    assertThat(rebuilds).hasSize(1);
  }

  @Test
  void armingRepairsAGuardOfWhichOneTableIsMissing() throws Exception {
    guardedService("10.77.0.100");
    openFor(LONG);
    holder.run("nft", "delete", "table", "arp", "baton");

    gate.arm(1, LONG);
    gate.acknowledge(1);

    assertThat(rebuilds).hasSize(1);
    assertThat(gate.isOpen()).isTrue();
    assertThat(holder.run("nft", "list", "set", "arp", "baton", "guarded_4")).contains("web");
  }

  @Test
  void reportsTrafficAsPassingWhenNothingGuardsIt() throws Exception {
    guardedService("10.77.0.100");
    holder.run("nft", "flush", "ruleset");

    assertThat(gate.isOpen()).isTrue();
  }

  @Test
  void aStartingKeeperFindsAndReplacesTheGuardOfItsEarlierLife() throws Exception {
    guardedService("10.77.0.100");
    openFor(LONG);
    KernelGate next = gate(holder, "web");

    List<InetAddress> found = next.guarded();
    next.guard(List.of(address("10.77.0.102"), address("fd77::102")));

    assertThat(found).containsExactly(address("10.77.0.100"));
    assertThat(next.guarded())
        .containsExactlyInAnyOrder(address("10.77.0.102"), address("fd77::102"));
    assertThat(next.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void aGuardingHostReachesTheVipWhereItLives(String vip) throws Exception {
    guardedService(vip);
    putVip(holder, vip);
    TestHost standby = lan.host(2);
    gate(standby, "web").guard(List.of(address(vip)));

    openFor(LONG);

    assertThat(echoes(standby, vip)).isTrue();
  }

  @Test
  void holdsBackWhatAddressTranslationWouldCarryPastTheHostsInput() throws Exception {
    Requirements.require(gate.describe().contains("prerouting"), "nft fib (CONFIG_NFT_FIB_INET)");
    gate.guard(List.of(address("10.77.0.100")));
    putVip(holder, "10.77.0.100");
    // The service is on the host's own address, and the client remembers where the VIP was.
    opened.add(UdpEcho.start(holder, holder.v4()));
    holder.run(
        "nft",
        "add table ip nat; add chain ip nat pre { type nat hook prerouting priority -100; };"
            + " add rule ip nat pre ip daddr 10.77.0.100 redirect");
    String mac = holder.mac().toString();
    client.ip("neigh", "replace", "10.77.0.100", "lladdr", mac, "dev", "eth0", "nud", "permanent");
    VipProber prober = VipProber.start(client, address("10.77.0.100"));
    opened.add(prober);

    assertStaysSilent(prober);
    openFor(LONG);

    await().until(() -> answersByBoth(prober));
    gate.shut();
    assertStaysSilent(prober);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.100", "fd77::100"})
  void stopsAnEstablishedConnectionAndLetsItGoOnWhenItOpensAgain(String vip) throws Exception {
    guardedService(vip);
    openFor(LONG);
    try (ServerSocket server = holder.inside(() -> new ServerSocket(7008));
        Socket here = client.inside(() -> new Socket(address(vip), 7008));
        Socket there = server.accept()) {
      here.setSoTimeout(400);
      gate.shut();

      here.getOutputStream().write(7);

      there.setSoTimeout(400);
      assertThatThrownBy(() -> there.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      openFor(LONG);
      there.setSoTimeout(10_000);
      assertThat(there.getInputStream().read()).isEqualTo(7);
    }
  }

  private VipProber guardedService(String vip) {
    gate.guard(List.of(address(vip)));
    putVip(holder, vip);
    opened.add(UdpEcho.start(holder, address(vip)));
    VipProber prober = VipProber.start(client, address(vip));
    opened.add(prober);
    return prober;
  }

  /** ICMP echo, which Java sends itself when it is root. */
  private static boolean echoes(TestHost from, String vip) {
    return from.inside(() -> address(vip).isReachable(1000));
  }

  private static void putVip(TestHost host, String vip) {
    String prefix = vip.contains(":") ? "/128" : "/32";
    host.ip("addr", "replace", vip + prefix, "dev", TestHost.INTERFACE);
  }

  private KernelGate gate(TestHost host, String cluster) {
    KernelGate made =
        host.inside(() -> KernelGates.nftables(cluster, TestHost.INTERFACE, rebuilds::add));
    opened.add(made);
    return made;
  }

  private void openFor(Duration lease) {
    gate.arm(0, lease);
    gate.acknowledge(0);
    gate.open(1, "s1");
  }

  private static void renewOften(KernelGate each) {
    for (int i = 0; i < 300; i++) {
      each.arm(i % 2, LONG);
      each.acknowledge(i % 2);
    }
  }

  private static boolean answersByBoth(VipProber prober) {
    return prober.report().answers().stream().map(each -> each.kind()).distinct().count() == 2;
  }

  private static void assertStaysSilent(VipProber prober) {
    long next = prober.nextProbe();
    await().during(WHILE).until(() -> prober.report().from(next).answers().isEmpty());
    assertThat(prober.nextProbe()).isGreaterThan(next);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
