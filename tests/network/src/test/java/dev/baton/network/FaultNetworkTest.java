package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.demo.TestClusterSettings;
import dev.baton.compose.demo.TestNode;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Program;
import dev.baton.linux.AddressMonitor;
import dev.baton.linux.NetworkChange;
import dev.baton.model.Vip;
import dev.baton.model.definition.Timings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole of Baton under faults of everything but the log's second and third broker. */
@Isolated("services that live by leases")
final class FaultNetworkTest extends StagedFaults {
  private static final int ARBITER_PORT = 9471;
  private static final int ARP_PORT = 9473;
  private static final int CHANNEL_PORT = 9480;

  /** Of {@code baton node}: its agent's, its keeper's and its log's. */
  private static final int WARM_UPS = 3;

  private static final Vip IPV4 = TestClusterSettings.VIP;
  private static final Vip IPV6 = new Vip("fd00:20::10");

  FaultNetworkTest() {
    super(
        directory ->
            new TestClusterSettings(
                directory,
                List.of(IPV4, IPV6),
                Timings.DEFAULT,
                2,
                TestClusterSettings.Processes.TWO));
  }

  @Test
  void movesWhenTheServiceIsKilled() {
    TestNode active = probe(IPV4);
    active.killService();
    awaitMoveFrom(active);
    active.startService();
    requireOneHolder();
  }

  @Test
  void movesWhenThePowerIsCut() {
    TestNode active = probe(IPV4);
    active.powerOff();
    awaitMoveFrom(active);
    active.powerOn();
    requireOneHolder();
  }

  @Test
  void movesWhenBatonIsFrozen() {
    TestNode active = probe(IPV4);
    active.freezeBaton();
    awaitMoveFrom(active);
    active.thawBaton();
    requireOneHolder();
  }

  @Test
  void movesWhenBatonIsFrozenAlsoOnIpv6() {
    TestNode active = probe(IPV6);
    active.freezeBaton();
    awaitMoveFrom(active);
    active.thawBaton();
    requireOneHolder();
  }

  @Test
  void movesWhenTheOperatorAsks() {
    TestNode active = probe(IPV4);
    switchOver(active);
    awaitMoveFrom(active);
    requireOneHolder();
  }

  /** On a busy machine a holder may lose its session meanwhile; then it has nothing to say. */
  @Test
  void theNextHolderHearsTheWordOfTheLast() {
    TestNode unused = probe(IPV4);
    Awaitility.await().atMost(TestCluster.PATIENCE).until(this::movesByWord);
    requireOneHolder();
  }

  private boolean movesByWord() {
    TestNode active = holder();
    double before = wordsHeardBy(other(active));
    switchOver(active);
    awaitMoveFrom(active);
    awaitCalm();
    return wordsHeardBy(other(active)) > before;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "numgen random mod 100 < 30"})
  void movesWhereTheChannelIsCutOneWayOrLosesMuch(String which) {
    TestNode active = probe(IPV4);
    cutChannel(other(active), which);
    moveTwice(active);
    mendChannel(other(active));
  }

  @Test
  void movesWhereTheChannelIsCutBothWays() {
    TestNode active = probe(IPV4);
    cutChannel(active, "");
    cutChannel(other(active), "");
    moveTwice(active);
    mendChannel(active);
    mendChannel(other(active));
  }

  private void moveTwice(TestNode active) {
    active.killService();
    awaitMoveFrom(active);
    active.startService();
    requireOneHolder();
    TestNode next = holder();
    watchFromNow();
    switchOver(next);
    awaitMoveFrom(next);
    requireOneHolder();
  }

  private static void cutChannel(TestNode node, String which) {
    node.host().run("nft", "add", "table", "inet", "channel_cut");
    node.host()
        .run(
            "nft",
            "add chain inet channel_cut in { type filter hook input priority -500 ; } ;"
                + " add rule inet channel_cut in udp dport "
                + CHANNEL_PORT
                + " "
                + which
                + " drop");
  }

  private static void mendChannel(TestNode node) {
    node.host().run("nft", "delete", "table", "inet", "channel_cut");
  }

  private static double wordsHeardBy(TestNode node) {
    String metrics = node.host().inside(FaultNetworkTest::metrics);
    return metrics
        .lines()
        .filter(line -> line.startsWith("baton_channel_") && line.contains("heard"))
        .filter(line -> line.contains("released"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String metrics() throws IOException {
    URL address = URI.create("http://127.0.0.1:" + ARP_PORT + "/metrics").toURL();
    try (InputStream in = address.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void movesWhenTheOperatorAsksAlsoOnIpv6() {
    TestNode active = probe(IPV6);
    switchOver(active);
    awaitMoveFrom(active);
    requireOneHolder();
  }

  @Test
  void movesWhenTheKeeperIsKilledForGood() {
    TestNode active = probe(IPV4);
    active.program("actuator arp").kill9();
    awaitMoveFrom(active);
    assertThat(active.hasAddress()).as("a killed keeper cannot clean up").isTrue();
    active.startBaton("actuator arp");
    requireOneHolder();
    assertThat(active.hasAddress()).as("its next life does").isFalse();
  }

  @Test
  void staysOrMovesOnceWhenTheKeeperIsKilledAndRestartedAtOnce() {
    TestNode active = probe(IPV4);
    long epoch = epoch();
    active.program("actuator arp").kill9();
    active.startBaton("actuator arp");
    awaitEpochAfter(epoch);
    requireOneHolder();
  }

  @Test
  void handsOverWhenTheKeeperIsToldToEnd() {
    TestNode active = probe(IPV4);
    active.program("actuator arp").terminate();
    awaitMoveFrom(active);
    assertThat(active.program("actuator arp").await()).as("it ends").isTrue();
    assertThat(active.hasAddress()).as("and cleans up before").isFalse();
    active.startBaton("actuator arp");
    requireOneHolder();
  }

  @Test
  void staysWhenTheAgentIsKilled() {
    TestNode active = probe(IPV4);
    active.program("agent").kill9();
    active.startBaton("agent");
    requireOneHolder();
    assertThat(holder().id()).isEqualTo(active.id());
  }

  @Test
  void movesWhenAllOfBatonIsKilled() {
    TestNode active = probe(IPV4);
    active.killBaton();
    awaitMoveFrom(active);
    active.startBaton();
    requireOneHolder();
  }

  @Test
  void movesOnWhenAnArbiterIsKilled() {
    TestNode active = probe(IPV4);
    cluster().arbiter(0).kill9();
    switchOver(active);
    awaitMoveFrom(active);
    restartArbiter(0);
    requireOneHolder();
    TestNode next = holder();
    watchFromNow();
    cluster().arbiter(1).kill9();
    switchOver(next);
    awaitMoveFrom(next);
    restartArbiter(1);
    requireOneHolder();
  }

  /**
   * Until it is ready, which takes seconds on a busy machine. With no arbiter at all for so long a
   * standby gives its session up (rule S), and the operator's wish goes to nobody.
   */
  private void restartArbiter(int index) {
    cluster().restartArbiter(index);
    Host host = cluster().arbiterHost(index);
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> HttpProbe.askReady(host, ARBITER_PORT) == HttpProbe.Outcome.YES);
  }

  @Test
  void comesBackAfterTheBrokerWasKilled() {
    TestNode active = probe(IPV4);
    long epoch = epoch();
    cluster().broker().kill9();
    Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> !active.hasAddress());
    cluster().broker().restart();
    awaitEpochAfter(epoch);
    requireOneHolder();
  }

  @Test
  void movesWhenTheActiveNodeIsCutOffFromKafkaOnly() {
    TestNode active = probe(IPV4);
    active.cutOffFromKafka();
    awaitMoveFrom(active);
    active.letReachKafka();
    requireOneHolder();
  }

  /** The tests' other processes do without the warm-up. */
  @Test
  void aStandbyThatStartsAndWarmsUpPutsNoAddressOnAnInterface() throws Exception {
    TestNode standby = other(holder());
    standby.killBaton();
    try (AddressMonitor monitor = standby.host().inside(AddressMonitor::new)) {
      standby.startBaton("node", List.of("--process.warm-up=true", "--log.level=debug"));
      Program node = standby.program("node");
      Awaitility.await("the warm-up")
          .atMost(TestCluster.PATIENCE)
          .until(() -> warmedUp(node) == WARM_UPS);
      assertThat(node.isAlive()).as(node.lastWords()).isTrue();
      assertThat(added(monitor)).isEmpty();
      standby.host().ip("addr", "add", "192.0.2.1/32", "dev", Host.INTERFACE);
      Awaitility.await().until(() -> added(monitor).size() == 1);
    }
    standby.powerOff();
    standby.powerOn();
  }

  private static long warmedUp(Program node) throws IOException {
    return Files.readString(node.output())
        .lines()
        .filter(line -> line.contains("Warmed up"))
        .count();
  }

  private static List<NetworkChange> added(AddressMonitor monitor) {
    return monitor.read().stream()
        .filter(change -> change instanceof NetworkChange.AddressAdded)
        .toList();
  }
}
