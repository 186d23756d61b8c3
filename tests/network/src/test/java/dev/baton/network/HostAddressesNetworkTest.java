package dev.baton.network;

import static dev.baton.network.GateLan.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.netlab.Host;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.lease.shell.KeeperService;
import dev.baton.linux.AddressRecord;
import dev.baton.linux.AddressTable;
import dev.baton.linux.NetworkInterfaceInfo;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host has on its own is not touched, and the other VIPs are served all the same. */
final class HostAddressesNetworkTest {
  private static final String VIP = "10.77.0.100";

  @TempDir private Path directory = Path.of("unset");
  private KeeperLan net;

  @BeforeEach
  void makeLan() {
    Requirements.nftables();
    net = KeeperLan.create(directory);
    net.host().ip("link", "add", "eth1", "type", "veth", "peer", "name", "peer1");
    net.host().ip("link", "set", "eth1", "up");
    net.host().ip("link", "set", "peer1", "up");
    net.host().ip("addr", "add", "10.88.0.5/24", "dev", "eth1");
    net.host().ip("addr", "add", "10.88.0.6/24", "dev", "eth1");
    net.host().ip("route", "add", "default", "via", "10.88.0.1", "src", "10.88.0.5");
    net.host().ip("addr", "add", "10.77.0.50/32", "dev", "lo");
    net.host().ip("addr", "add", "10.77.0.60/16", "dev", Host.INTERFACE);
  }

  @AfterEach
  void deleteLan() {
    if (net != null) {
      net.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.77.0.11", // the interface's own
        "fd77::b", // its IPv6 address
        "10.88.0.5", // another interface's primary address, which routes go by
        "10.77.0.50", // on the loopback, as for LVS direct routing
        "10.77.0.60", // put there by hand or by keepalived, with a prefix length of its own
        "10.77.0.0", // the network's address
        "10.77.255.255", // its broadcast address
        "10.88.0.1" // the gateway of the default route
      })
  void refusesAVipThatIsTheHostsOwnAndServesTheOthers(String clash) {
    String before = addresses();
    net.define(1, clash, VIP);
    KeeperService keeper = net.start();

    net.hold(1);

    assertThat(addresses()).isEqualTo(sorted(before + "10.77.0.100/32 eth0\n"));
    assertThat(routes()).contains("default via 10.88.0.1").contains("src 10.88.0.5");
    assertThat(guarded()).contains(VIP).doesNotContain(clash + " ");
    assertThat(net.reported().refusals())
        .singleElement()
        .satisfies(refused -> assertThat(refused.vip().address()).isEqualTo(clash));
    assertThat(net.reported().addresses())
        .extracting(Object::toString)
        .contains("10.88.0.5/24 on eth1");
    keeper.close();
    assertThat(addresses()).isEqualTo(before);
    assertThat(net.sessions()).hasSize(1);
  }

  @Test
  void leavesTheHostAloneWhenADefinitionIsReplacedByOneWithItsOwnAddress() {
    net.define(1, VIP);
    net.start();
    net.hold(1);

    net.define(2, "10.77.0.11", VIP);

    net.await(() -> net.reported().definitionVersion() == 2);
    assertThat(addresses()).contains("10.77.0.11/16 eth0", "10.77.0.100/32 eth0");
    assertThat(guarded()).contains(VIP).doesNotContain("10.77.0.11 ");
    assertThat(net.sessions()).hasSize(1);
  }

  @Test
  void servesAVipAsSoonAsTheHostHasItNoMore() {
    net.define(1, "10.77.0.60");
    net.start();
    net.await(() -> !net.reported().refusals().isEmpty());

    net.host().ip("addr", "del", "10.77.0.60/16", "dev", Host.INTERFACE);

    net.await(() -> net.reported().refusals().isEmpty());
    net.hold(1);
    assertThat(addresses()).contains("10.77.0.60/32 eth0");
  }

  @Test
  void letsGoOfAVipThatTheHostIsGivenByHand() {
    net.define(1, "10.77.0.61", VIP);
    net.start();
    net.hold(1);

    net.host().ip("addr", "add", "10.77.0.61/24", "dev", "eth1");

    net.await(() -> !net.reported().refusals().isEmpty());
    assertThat(addresses()).contains("10.77.0.61/24 eth1").doesNotContain("10.77.0.61/32");
    net.await(() -> !guarded().contains("10.77.0.61 "));
    assertThat(addresses()).contains("10.77.0.100/32 eth0");
  }

  @Test
  void removesWhatAKilledKeeperLeftAndNothingElse() {
    net.define(1, VIP, "fd77::100");
    net.host().inside(() -> left(AddressRecord.none()));

    net.start();

    net.await(() -> !addresses().contains(VIP) && !addresses().contains("fd77::100"));
    assertThat(net.reported().refusals()).isEmpty();
  }

  @Test
  void letsTheHostsOwnAddressOutOfAGuardThatAKilledKeeperLeft() {
    try (KernelGate killed = net.host().inside(() -> gate("db"))) {
      killed.guard(List.of(address("10.77.0.11")));
    }

    net.startWithoutLog();

    net.await(() -> !guarded().contains("10.77.0.11 "));
  }

  @Test
  void refusesAVipThatAnotherClusterGuardsAndServesTheOthers() {
    KernelGate other = net.host().inside(() -> gate("web"));
    other.guard(List.of(address("10.77.0.101")));
    net.define(1, "10.77.0.101", VIP);
    net.start();

    net.hold(1);

    assertThat(net.reported().refusals().get(0).why()).contains("web");
    assertThat(addresses()).contains(VIP).doesNotContain("10.77.0.101");
    other.close();
  }

  @Test
  void aKeeperThatEndsInOrderLeavesNoTable() {
    net.define(1, VIP);
    KeeperService keeper = net.start();
    net.hold(1);
    assertThat(tables()).contains("baton");

    keeper.close();

    assertThat(tables()).doesNotContain("baton");
    assertThat(addresses()).doesNotContain(VIP);
  }

  @Test
  void aKeeperThatEndsLeavesTheTablesToOtherClusters() {
    KernelGate other = net.host().inside(() -> gate("web"));
    other.guard(List.of(address("10.77.0.101")));
    net.define(1, VIP);
    KeeperService keeper = net.start();
    net.hold(1);

    keeper.close();

    assertThat(guarded()).contains("10.77.0.101 ").doesNotContain(VIP);
    other.dismantle();
    assertThat(tables()).doesNotContain("baton");
    other.close();
  }

  @Test
  void aKeeperThatNeverMetItsLogLeavesNoTableEither() {
    KeeperService keeper = net.startWithoutLog();
    net.await(() -> tables().contains("baton"));

    keeper.close();

    assertThat(tables()).doesNotContain("baton");
  }

  private static boolean left(AddressRecord record) {
    try (AddressTable table = new AddressTable(record)) {
      int index = NetworkInterfaceInfo.lookup(Host.INTERFACE).orElseThrow().index();
      for (InetAddress each : List.of(address(VIP), address("fd77::100"))) {
        table.add(index, each, Optional.empty());
      }
      return true;
    }
  }

  private static KernelGate gate(String cluster) {
    return KernelGates.nftables(cluster, Host.INTERFACE, why -> {});
  }

  /** Every address with its prefix length and interface, a line each. */
  private String addresses() {
    StringBuilder all = new StringBuilder();
    net.host()
        .ip("-o", "addr")
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> !words[3].startsWith("fe80") && !words[3].matches("(127|::1).*"))
        .map(words -> words[3] + " " + words[1] + "\n")
        .sorted()
        .forEach(all::append);
    return sorted(all.toString());
  }

  private static String sorted(String lines) {
    return String.join("", lines.lines().sorted().map(line -> line + "\n").toList());
  }

  private String routes() {
    return net.host().ip("route");
  }

  private String guarded() {
    return net.host().run("nft", "list", "ruleset");
  }

  private String tables() {
    return net.host().run("nft", "list", "tables");
  }
}
