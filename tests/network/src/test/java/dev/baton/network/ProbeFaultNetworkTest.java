package dev.baton.network;

import static dev.baton.network.ProbeStage.other;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.demo.Stage;
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

/**
 * The whole of Baton behind a load balancer that asks both nodes every few milliseconds. In each
 * fault: no node says yes to a question that was asked after its successor's first yes had come,
 * and in the end exactly one healthy node says yes, the other refuses the connection.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProbeFaultNetworkTest {
  private static final int SERVICE_PORT = 7200;

  private Optional<ProbeStage> opened = Optional.empty();
  private Optional<BalancerProber> asking = Optional.empty();
  private long began;

  @BeforeAll
  void raise(@TempDir Path directory) {
    Requirements.nftables();
    ProbeStage stage = new ProbeStage(directory);
    opened = Optional.of(stage);
    stage.start();
  }

  @AfterAll
  void strike() {
    opened.ifPresent(ProbeStage::close);
  }

  @BeforeEach
  void calm() {
    stage().awaitCalm();
  }

  @AfterEach
  void stopAsking() {
    asking.ifPresent(BalancerProber::close);
    asking = Optional.empty();
  }

  @Test
  void movesWhenTheOperatorAsks() {
    String active = ask(false);

    stage().switchOver(other(active));

    awaitMoveFrom(active);
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void movesWhenTheOperatorAsksAlsoOnIpv6() {
    String active = ask(true);

    stage().switchOver(other(active));

    awaitMoveFrom(active);
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void movesWhenTheHolderIsFrozen() {
    String active = ask(false);

    stage().program(active).freeze();

    awaitMoveFrom(active);
    stage().program(active).thaw();
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void movesWhenTheHolderIsFrozenAlsoOnIpv6() {
    String active = ask(true);

    stage().program(active).freeze();

    awaitMoveFrom(active);
    stage().program(active).thaw();
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void movesWhenTheHolderIsKilled() {
    String active = ask(false);

    stage().program(active).kill9();

    awaitMoveFrom(active);
    assertThat(stage().hasAddress(active)).as("a killed keeper cannot clean up").isTrue();
    stage().startNode(active);
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void handsOverWhenTheHolderIsToldToEnd() {
    String active = ask(false);

    stage().program(active).terminate();

    awaitMoveFrom(active);
    assertThat(stage().program(active).await()).as("it ends").isTrue();
    assertThat(stage().hasAddress(active)).as("and cleans up before").isFalse();
    stage().startNode(active);
    requireOneYesAfterMoveFrom(active);
  }

  @Test
  void resetsClientsOfTheVipWhenItMoves() throws IOException {
    String active = ask(false);
    String vip = ProbeStage.IPV4.address();
    String gateway = String.valueOf(stage().host(active).v4().getHostAddress());
    stage().client().ip("route", "replace", vip, "via", gateway);
    try (ServerSocket server = stage().host(active).inside(() -> new ServerSocket(SERVICE_PORT));
        Socket client = stage().client().inside(() -> new Socket(vip, SERVICE_PORT));
        Socket there = server.accept()) {
      client.setSoTimeout((int) Stage.PATIENCE.toMillis());

      stage().switchOver(other(active));

      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(there.isConnected()).isTrue();
    } finally {
      stage().client().ip("route", "del", vip);
    }
    awaitMoveFrom(active);
    requireOneYesAfterMoveFrom(active);
  }

  private ProbeStage stage() {
    return opened.orElseThrow();
  }

  private BalancerProber prober() {
    return asking.orElseThrow();
  }

  /** Begins to ask; returns the node that says yes. */
  private String ask(boolean ipv6) {
    Map<String, InetAddress> nodes = new TreeMap<>();
    for (String name : List.of("a", "b")) {
      nodes.put(name, ipv6 ? stage().host(name).v6() : stage().host(name).v4());
    }
    asking = Optional.of(BalancerProber.start(stage().client(), nodes, ProbeStage.PORT));
    began = System.nanoTime();
    String active = stage().holder();
    awaitYesFrom(active);
    return active;
  }

  private void awaitYesFrom(String node) {
    long from = System.nanoTime();
    Awaitility.await().atMost(Stage.PATIENCE).until(() -> prober().saidYes(node, from));
  }

  private void awaitMoveFrom(String node) {
    stage().awaitMoveFrom(node);
    awaitYesFrom(other(node));
  }

  /** Everything is repaired: the other node alone says yes, and ever has since its first one. */
  private void requireOneYesAfterMoveFrom(String node) {
    stage().awaitCalm();
    String active = other(node);
    assertThat(stage().holder()).isEqualTo(active);
    awaitYesFrom(active);
    requireNoYesBesideItsSuccessor(node);
    assertThat(stage().hasAddress(active)).as("the holder has the address").isTrue();
    assertThat(stage().hasAddress(node)).as("nobody else has").isFalse();
    Awaitility.await()
        .atMost(Stage.PATIENCE)
        .until(() -> last(node).outcome() == HttpProbe.Outcome.REFUSED);
    Awaitility.await().atMost(Stage.PATIENCE).until(() -> last(active).isYes());
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
