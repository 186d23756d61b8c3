package dev.baton.network;

import static dev.baton.network.GateLan.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.netlab.Host;
import dev.baton.lease.gate.KernelGate;
import dev.baton.lease.gate.KernelGates;
import dev.baton.lease.shell.HostCleanup;
import dev.baton.linux.AddressRecord;
import dev.baton.linux.AddressTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed keepers left is removed without a log, and what lives is let alone. */
final class HostCleanupNetworkTest {
  private static final String VIP = "10.77.0.100";

  @TempDir private Path directory = Path.of("unset");
  private final List<String> said = new ArrayList<>();
  private KeeperLan net;

  @BeforeEach
  void makeLan() {
    Requirements.nftables();
    net = KeeperLan.create(directory);
  }

  @AfterEach
  void deleteLan() {
    if (net != null) {
      net.close();
    }
  }

  @Test
  void letsAHostBeReachedAgainWhoseOwnAddressIsStillGuarded() {
    leaveGuard("db", "10.77.0.11");

    assertThat(clean(false)).isTrue();

    assertThat(said)
        .containsExactly(
            "db: removed the guard of 10.77.0.11",
            "deleted the table arp baton",
            "deleted the table inet baton",
            "deleted the table netdev baton");
    assertThat(net.host().ip("addr")).contains("10.77.0.11/16");
    assertThat(net.host().run("nft", "list", "tables")).doesNotContain("baton");
  }

  @Test
  void removesTheAddressesThatBatonPutAndNoOther() {
    leaveGuard("db", VIP, "10.77.0.60");
    net.host().ip("addr", "add", "10.77.0.60/32", "dev", Host.INTERFACE);
    putAddress(VIP);
    putAddress("10.77.0.101"); // of a cluster that nothing is known of any more

    assertThat(clean(false)).isTrue();

    assertThat(net.host().ip("addr"))
        .contains("10.77.0.11/16", "10.77.0.60/32")
        .doesNotContain(VIP)
        .doesNotContain("10.77.0.101");
    assertThat(said).contains("removed the address 10.77.0.100/32 from eth0");
  }

  @Test
  void refusesWhileAKeeperLives() {
    net.define(1, VIP);
    net.start();
    net.hold(1);
    leaveGuard("web", "10.77.0.101");

    assertThat(clean(false)).isFalse();

    assertThat(said).contains("db: its keeper lives, so nothing of it is removed");
    assertThat(net.host().ip("addr")).contains(VIP);
    String rules = net.host().run("nft", "list", "ruleset");
    assertThat(rules).contains(VIP).doesNotContain("10.77.0.101");
  }

  @Test
  void takesACountdownThatRunsForALivingKeeperWhateverTheRunDirectory() {
    try (KernelGate gate = gate("db")) {
      gate.guard(List.of(address(VIP)));
      gate.arm(0, Duration.ofMinutes(1));

      assertThat(clean(false)).isFalse();
      assertThat(clean(true)).isTrue();
    }
  }

  @Test
  void findsNothingOnACleanHost() {
    assertThat(clean(false)).isTrue();
    assertThat(said).isEmpty();
  }

  /** As a killed keeper leaves it. */
  private void leaveGuard(String cluster, String... vips) {
    try (KernelGate gate = gate(cluster)) {
      gate.guard(List.of(vips).stream().map(GateLan::address).toList());
    }
  }

  private KernelGate gate(String cluster) {
    return net.host().inside(() -> KernelGates.nftables(cluster, Host.INTERFACE, why -> {}));
  }

  private void putAddress(String vip) {
    int index = net.host().link().index();
    boolean unused = net.host().inside(() -> put(index, vip));
  }

  private static boolean put(int index, String vip) {
    try (AddressTable table = new AddressTable(AddressRecord.none())) {
      table.add(index, address(vip), Optional.empty());
      return true;
    }
  }

  private boolean clean(boolean force) {
    return net.host()
        .inside(() -> new HostCleanup(directory.resolve("run"), said::add).clean(force));
  }
}
