package dev.baton.network;

import static dev.baton.network.ProbeCluster.other;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.demo.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The whole of Baton behind a load balancer that asks both nodes every few milliseconds. In each
 * fault: no node says yes to a question that was asked after its successor's first yes had come,
 * and in the end exactly one healthy node says yes, the other refuses the connection.
 */
@Isolated("services that live by leases")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProbeFaultNetworkTest {
  private static final int SERVICE_PORT = 7200;

  private Optional<ProbeCluster> opened = Optional.empty();
  private Optional<BalancerProber> asking = Optional.empty();
  private long began;

  @BeforeAll
  void raise(@TempDir Path directory) {
    Requirements.nftables();
    ProbeCluster cluster = new ProbeCluster(directory);
    opened = Optional.of(cluster);
    cluster.start();
  }

  @AfterAll
  void strike() {
    opened.ifPresent(ProbeCluster::close);
  }

  @BeforeEach
  void calm() {
    cluster().awaitCalm();
  }

  @AfterEach
  void stopAsking() {
    asking.ifPresent(BalancerProber::close);
    asking = Optional.empty();
  }

  @Test
  void movesWhenTheOperatorAsks() {
    String active = ask(false);

    cluster().switchOver(other(active));

    awaitMoveFrom(active);
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void movesWhenTheOperatorAsksAlsoOnIpv6() {
    String active = ask(true);

    cluster().switchOver(other(active));

    awaitMoveFrom(active);
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void movesWhenTheHolderIsFrozen() {
    String active = ask(false);

    cluster().program(active).freeze();

    awaitMoveFrom(active);
    cluster().program(active).thaw();
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void movesWhenTheHolderIsFrozenAlsoOnIpv6() {
    String active = ask(true);

    cluster().program(active).freeze();

    awaitMoveFrom(active);
    cluster().program(active).thaw();
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void movesWhenTheHolderIsKilled() {
    String active = ask(false);

    cluster().program(active).kill9();

    awaitMoveFrom(active);
    assertThat(cluster().hasAddress(active)).as("a killed keeper cannot clean up").isTrue();
    cluster().startNode(active);
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void handsOverWhenTheHolderIsToldToEnd() {
    String active = ask(false);

    cluster().program(active).terminate();

    awaitMoveFrom(active);
    assertThat(cluster().program(active).await()).as("it ends").isTrue();
    assertThat(cluster().hasAddress(active)).as("and cleans up before").isFalse();
    cluster().startNode(active);
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void eachClusterOfAProcessMovesForItselfAndAllWhenItIsFrozen() {
    String active = ask(false);
    String lan = cluster().holderOnLan();

    cluster().switchOverOnLan(other(lan));
    cluster().awaitOnLan(other(lan));
    assertThat(cluster().holder()).as("of the other cluster").isEqualTo(active);
    cluster().awaitCalm();
    cluster().switchOverOnLan(active);
    cluster().awaitOnLan(active);
    cluster().program(active).freeze();

    awaitMoveFrom(active);
    cluster().program(active).thaw();
    cluster().awaitOnLan(other(active));
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void resetsClientsOfTheVipWhenItMoves() throws IOException {
    String active = ask(false);
    String vip = ProbeCluster.IPV4.address();
    String gateway = String.valueOf(cluster().host(active).v4().getHostAddress());
    cluster().client().ip("route", "replace", vip, "via", gateway);
    try (ServerSocket server = cluster().host(active).inside(() -> new ServerSocket(SERVICE_PORT));
        Socket client = cluster().client().inside(() -> new Socket(vip, SERVICE_PORT));
        Socket there = server.accept()) {
      client.setSoTimeout((int) TestCluster.PATIENCE.toMillis());

      cluster().switchOver(other(active));

      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(there.isConnected()).isTrue();
    } finally {
      cluster().client().ip("route", "del", vip);
    }
    awaitMoveFrom(active);
    requireOneYesAfterMoveFrom(active);
  }

  private ProbeCluster cluster() {
    return opened.orElseThrow();
  }

  private BalancerProber prober() {
    return asking.orElseThrow();
  }

  /** Begins to ask; returns the node that says yes. */
  private String ask(boolean ipv6) {
    Map<String, InetAddress> nodes = new TreeMap<>();
    for (String name : List.of("a", "b")) {
      nodes.put(name, ipv6 ? cluster().host(name).v6() : cluster().host(name).v4());
    }
    asking = Optional.of(BalancerProber.start(cluster().client(), nodes, ProbeCluster.PORT));
    began = System.nanoTime();
    String active = cluster().holder();
    awaitYesFrom(active);
    return active;
  }

  private void awaitYesFrom(String node) {
    long from = System.nanoTime();
    Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> prober().saidYes(node, from));
  }

  private void awaitMoveFrom(String node) {
    cluster().awaitMoveFrom(node);
    awaitYesFrom(other(node));
  }

  /** Everything is repaired: the other node alone says yes, and ever has since its first one. */
  private void requireOneYesAfterMoveFrom(String node) {
    cluster().awaitCalm();
    String active = other(node);
    assertThat(cluster().holder()).isEqualTo(active);
    awaitYesFrom(active);
    requireNoYesBesideItsSuccessor(node);
    assertThat(cluster().hasAddress(active)).as("the holder has the address").isTrue();
    assertThat(cluster().hasAddress(node)).as("nobody else has").isFalse();
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> last(node).outcome() == HttpProbe.Outcome.REFUSED);
    Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> last(active).isYes());
    requireNoYesBesideItsSuccessor(node);
  }

  private void requireNoYesBesideItsSuccessor(String node) {
    long successor = firstYes(other(node)).told();
    assertThat(prober().since(began))
        .as("said yes beside its successor")
        .noneMatch(
            each -> each.node().equals(node) && each.isYes() && each.asked() - successor > 0);
    assertThat(firstYes(node).told()).as("said yes before").isLessThan(successor);
  }

  private BalancerProber.Sample firstYes(String node) {
    return prober().since(began).stream()
        .filter(each -> each.node().equals(node) && each.isYes())
        .findFirst()
        .orElseThrow();
  }

  private BalancerProber.Sample last(String node) {
    return prober().since(began).stream()
        .filter(each -> each.node().equals(node))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }
}
