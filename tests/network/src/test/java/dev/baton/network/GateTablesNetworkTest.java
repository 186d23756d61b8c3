package dev.baton.network;

import static dev.baton.network.GateLan.LONG;
import static dev.baton.network.GateLan.address;
import static dev.baton.network.GateLan.assertStaysSilent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.VipProber;
import dev.baton.lease.gate.GateException;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables that all gates of a host share, and what becomes of them. */
final class GateTablesNetworkTest {
  private static final int MOST_IN_A_USER_NAMESPACE = 101;

  private GateLan net;

  @BeforeEach
  void makeLan() {
    net = GateLan.create();
  }

  @AfterEach
  void deleteLan() {
    if (net != null) {
      net.close();
    }
  }

  @Test
  void clustersOfOneHostShareTheTableAndNothingElse() {
    net.guardedService("10.77.0.100");
    net.openFor(LONG);
    KernelGate other = net.gate(net.holder(), "db");

    other.guard(List.of(address("10.77.0.101")));
    other.arm(0, LONG);
    other.acknowledge(0);
    other.open(1, "s2");
    other.shut();
    other.guard(List.of());

    assertThat(net.gate().isOpen()).isTrue();
    assertThat(net.gate().guarded()).containsExactly(address("10.77.0.100"));
    assertThat(net.holder().run("nft", "list", "chain", "arp", "baton", "output").split("jump"))
        .hasSize(2);
  }

  @Test
  void showsWhoHolds() {
    net.gate().guard(List.of(address("10.77.0.100"), address("fd77::100")));

    net.openFor(LONG);

    String comment = "comment \"epoch 1 session s1\"";
    assertThat(listed("arp", "held_4")).contains("10.77.0.100 " + comment);
    assertThat(listed("inet", "held_6")).contains("fd77::100 " + comment);
    assertThat(listed("inet", "armed0_4")).contains("10.77.0.100 timeout 5m expires 4m");
    assertThat(listed("inet", "armed1_4")).doesNotContain("elements");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 101, 400})
  void keepsAGateOfManyAddresses(int addresses) {
    if (addresses > MOST_IN_A_USER_NAMESPACE) {
      Requirements.longNetlinkMessages();
    }
    List<InetAddress> vips =
        IntStream.range(0, addresses)
            .mapToObj(each -> address((each % 2 == 0 ? "fd77::1:" : "10.78.0.") + each / 2))
            .toList();
    net.gate().guard(vips);

    net.openFor(LONG);

    assertThat(net.gate().guarded()).containsExactlyInAnyOrderElementsOf(vips);
    assertThat(listed("inet", "held_6").split("comment")).hasSize((addresses + 1) / 2 + 1);
    assertThat(net.gate().isOpen()).isTrue();
    net.gate().shut();
    assertThat(net.gate().isOpen()).isFalse();
    assertThat(net.rebuilds()).isEmpty();
  }

  @Test
  void keepersThatRenewAtTheSameTimeDoNotDisturbEachOther() {
    net.guardedService("10.77.0.100");
    KernelGate other = net.gate(net.holder(), "db");
    other.guard(List.of(address("10.77.0.101")));

    CompletableFuture<Void> one = CompletableFuture.runAsync(() -> renewOften(net.gate()));
    CompletableFuture<Void> two = CompletableFuture.runAsync(() -> renewOften(other));

    Void unused = CompletableFuture.allOf(one, two).orTimeout(1, TimeUnit.MINUTES).join();
    assertThat(net.rebuilds()).isEmpty();
  }

  @Test
  void refusesAnAddressThatAnotherClusterGuards() {
    net.guardedService("10.77.0.100");
    KernelGate other = net.gate(net.holder(), "db");

    assertThatThrownBy(() -> other.guard(List.of(address("10.77.0.100"))))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("10.77.0.100");
  }

  @Test
  void noticesAFlushedRulesetAndIsShutUntilTheNextAcknowledgement() {
    VipProber prober = net.guardedService("10.77.0.100");
    net.openFor(LONG);
    net.gate().arm(1, LONG);
    net.holder().run("nft", "flush", "ruleset");

    net.gate().acknowledge(1);

    assertThat(net.rebuilds()).hasSize(1);
    assertThat(net.gate().isOpen()).isFalse();
    assertStaysSilent(prober);
    net.gate().arm(0, LONG);
    net.gate().acknowledge(0);
    assertThat(net.gate().isOpen()).isTrue();
    assertThat(net.rebuilds()).hasSize(1);
  }

  @Test
  void armingRepairsAGuardOfWhichOneTableIsMissing() {
    net.guardedService("10.77.0.100");
    net.openFor(LONG);
    net.holder().run("nft", "delete", "table", "arp", "baton");

    net.gate().arm(1, LONG);
    net.gate().acknowledge(1);

    assertThat(net.rebuilds()).hasSize(1);
    assertThat(net.gate().isOpen()).isTrue();
    assertThat(net.holder().run("nft", "list", "set", "arp", "baton", "guarded_4")).contains("web");
  }

  @Test
  void reportsTrafficAsPassingWhenNothingGuardsIt() {
    net.guardedService("10.77.0.100");
    net.holder().run("nft", "flush", "ruleset");

    assertThat(net.gate().isOpen()).isTrue();
  }

  @Test
  void aStartingKeeperFindsAndReplacesTheGuardOfItsEarlierLife() {
    net.guardedService("10.77.0.100");
    net.openFor(LONG);
    KernelGate next = net.gate(net.holder(), "web");

    List<InetAddress> found = next.guarded();
    next.guard(List.of(address("10.77.0.102"), address("fd77::102")));

    assertThat(found).containsExactly(address("10.77.0.100"));
    assertThat(next.guarded())
        .containsExactlyInAnyOrder(address("10.77.0.102"), address("fd77::102"));
    assertThat(next.isOpen()).isFalse();
  }

  @Test
  void nftablesIsChosenWhereItWorks() {
    KernelGates.Choice choice =
        net.holder().inside(() -> KernelGates.detect("db", Host.INTERFACE, net.rebuilds()::add));

    net.opened(choice.gate());
    assertThat(choice.gate().describe()).startsWith("nftables (arp, inet");
    assertThat(choice.gate().placesAddresses()).isFalse();
  }

  private String listed(String family, String set) {
    return net.holder().run("nft", "list", "set", family, "baton", set);
  }

  private static void renewOften(KernelGate each) {
    for (int i = 0; i < 300; i++) {
      each.arm(i % 2, LONG);
      each.acknowledge(i % 2);
    }
  }
}
