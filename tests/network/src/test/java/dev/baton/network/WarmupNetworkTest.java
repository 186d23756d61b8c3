package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.demo.Observer;
import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.demo.TestClusterSettings;
import dev.baton.compose.demo.TestNode;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Program;
import dev.baton.linux.AddressMonitor;
import dev.baton.linux.NetworkChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A start with the warm-up, which other processes of tests do without. */
@Isolated("services that live by leases")
final class WarmupNetworkTest {
  /** Of {@code baton node}: its agent's, its keeper's and its log's. */
  private static final int WARM_UPS = 3;

  @TempDir private Path directory;

  @BeforeEach
  void require() {
    Requirements.namespaces();
    Requirements.nftables();
  }

  @Test
  void aStandbyThatStartsAndWarmsUpPutsNoAddressOnAnInterface() throws Exception {
    try (TestCluster cluster =
        new TestCluster(TestClusterSettings.standard(directory), line -> {})) {
      cluster.start();
      TestNode standby = standby(cluster);
      standby.killBaton();
      Host host = standby.host();
      try (AddressMonitor monitor = host.inside(AddressMonitor::new)) {
        Path said = directory.resolve("warm.log");
        Program node = Program.start(host, "dev.baton.compose.Main", verb(host), said);

        await().atMost(TestCluster.PATIENCE).until(() -> warmedUp(said) == WARM_UPS);

        assertThat(node.isAlive()).as(node.lastWords()).isTrue();
        assertThat(added(monitor)).isEmpty();
        host.ip("addr", "add", "192.0.2.1/32", "dev", Host.INTERFACE);
        await().until(() -> added(monitor).size() == 1);
      }
    }
  }

  private static TestNode standby(TestCluster cluster) {
    String holder = Observer.holder(cluster.observer().state()).orElseThrow().node().value();
    return cluster.node(holder.equals("a") ? "b" : "a");
  }

  private List<String> verb(Host host) {
    Path config = directory.resolve(host.name()).resolve("node.yaml");
    return List.of(
        "node", "--config", config.toString(), "--process.warm-up=true", "--log.level=debug");
  }

  private static long warmedUp(Path said) throws IOException {
    return Files.readString(said).lines().filter(line -> line.contains("Warmed up")).count();
  }

  private static List<NetworkChange> added(AddressMonitor monitor) {
    return monitor.read().stream()
        .filter(change -> change instanceof NetworkChange.AddressAdded)
        .toList();
  }
}
