package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channel.core.KeyId;
import dev.baton.channel.key.KeyFile;
import dev.baton.compose.demo.Observer;
import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.demo.TestClusterSettings;
import dev.baton.compose.demo.TestNode;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Program;
import dev.baton.compose.ping.PingReport;
import dev.baton.linux.AddressMonitor;
import dev.baton.linux.NetworkChange;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole of Baton under faults of everything but the log's second and third broker. */
@Isolated("services that live by leases")
final class FaultNetworkTest extends StagedFaults {
  private static final int ARBITER_PORT = 9471;

  /** A standby that hears no arbiter for longer has no session. */
  private static final Duration NO_ARBITER = Duration.ofSeconds(5);

  /** Of {@code baton node}: its agent's, its keeper's and its log's. */
  private static final int WARM_UPS = 3;

  private static final Vip IPV4 = TestClusterSettings.VIP;
  private static final Vip IPV6 = new Vip("fd00:20::10");

  private static final String WORD = "released";

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
    killService(probe(IPV4));
  }

  @Test
  void movesWhenThePowerIsCut() {
    cutThePower(probe(IPV4));
  }

  @Test
  void movesWhenBatonIsFrozen() {
    freeze(probe(IPV4));
  }

  @Test
  void movesWhenBatonIsFrozenAlsoOnIpv6() {
    freeze(probe(IPV6));
  }

  @Test
  void movesWhenTheOperatorAsks() {
    move(probe(IPV4));
  }

  @Test
  void movesWhenTheOperatorAsksAlsoOnIpv6() {
    move(probe(IPV6));
  }

  /** On a busy machine a holder may lose its session meanwhile; then it has nothing to say. */
  @Test
  void theNextHolderHearsTheWordOfTheLast() {
    TestNode unused = probe(IPV4);
    awaitMoveByWord();
  }

  private void awaitMoveByWord() {
    Awaitility.await().atMost(TestCluster.PATIENCE).until(this::movesByWord);
    requireOneHolder();
  }

  private boolean movesByWord() {
    TestNode active = holder();
    NodeChannel next = new NodeChannel(other(active));
    double before = next.heard(WORD);
    switchOver(active);
    awaitMoveFrom(active);
    awaitCalm();
    return next.heard(WORD) > before;
  }

  @Test
  void aMemberAnswersAnotherUnlessTheChannelIsCut() {
    TestNode active = probe(IPV4);
    NodeChannel asked = new NodeChannel(other(active));
    awaitPing(active, "\"ANSWERED\"");
    asked.cut("");
    awaitPing(active, "\"NO_ANSWER\"");
    asked.mend();
    awaitPing(active, "\"ANSWERED\"");
  }

  private static void awaitPing(TestNode node, String result) {
    NodeChannel asks = new NodeChannel(node);
    Awaitility.await()
        .atMost(TestCluster.PATIENCE)
        .until(() -> asks.page(PingReport.path(TestCluster.CLUSTER)).contains(result));
  }

  /**
   * The agent tells the keeper beside it, also one that found the socket of a killed one: no
   * arbiter runs that could ask the keeper. On a busy machine a holder may lose its session, and a
   * standby gives its own up before it hears.
   */
  @Test
  void needsNoArbiterWhenTheServiceIsKilled() {
    TestNode active = probe(IPV4);
    for (TestNode node : List.of(active, other(active))) {
      node.program("actuator arp").kill9();
      node.startBaton("actuator arp");
      awaitCalm();
    }
    Awaitility.await().atMost(TestCluster.PATIENCE).until(this::movesWithoutArbiters);
    requireOneHolder();
  }

  private boolean movesWithoutArbiters() {
    TestNode active = holder();
    NodeId next = other(active).id();
    arbiters(Program::freeze);
    active.killService();
    boolean moved =
        cluster()
            .observer()
            .awaitState(
                state ->
                    Observer.holder(state).filter(held -> held.node().equals(next)).isPresent(),
                NO_ARBITER);
    arbiters(Program::thaw);
    awaitMoveFrom(active);
    active.startService();
    awaitCalm();
    return moved;
  }

  private void arbiters(Consumer<Program> what) {
    what.accept(cluster().arbiter(0));
    what.accept(cluster().arbiter(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "numgen random mod 100 < 30"})
  void movesWhereTheChannelIsCutOneWayOrLosesMuch(String which) {
    TestNode active = probe(IPV4);
    NodeChannel next = new NodeChannel(other(active));
    next.cut(which);
    moveTwice(active);
    next.mend();
  }

  @Test
  void movesWhereTheChannelIsCutBothWays() {
    TestNode active = probe(IPV4);
    List<NodeChannel> both = channels();
    both.forEach(each -> each.cut(""));
    moveTwice(active);
    both.forEach(NodeChannel::mend);
  }

  private void moveTwice(TestNode active) {
    killService(active);
    watchFromNow();
    move(holder());
  }

  private List<NodeChannel> channels() {
    return List.of(new NodeChannel(cluster().node("a")), new NodeChannel(cluster().node("b")));
  }

  /** A key of an id of its own is unknown to the other node; one of the same id seals wrongly. */
  @Test
  void movesByTheLogAloneWhereOneNodeHasAWrongKey() throws Exception {
    TestNode unused = probe(IPV4);
    NodeChannel wrong = channels().get(0);
    String right = wrong.keys();
    KeyId known = KeyFile.read(wrong.keyFile()).ids().get(0);
    try {
      wrong.writeKeys("wrong " + "5a".repeat(32) + "\n");
      awaitMore(each -> each.refused("key-unknown"));
      tour().forEach(fault -> moveByTheLogAlone(fault, "key-unknown"));

      wrong.writeKeys(known + " " + "5a".repeat(32) + "\n");
      awaitMore(each -> each.refused("forged"));
      moveByTheLogAlone(this::killService, "forged");
    } finally {
      wrong.writeKeys(right);
    }
    awaitMore(each -> each.heard("pong"));
  }

  private void moveByTheLogAlone(Consumer<TestNode> fault, String reason) {
    TestNode active = holder();
    NodeChannel next = new NodeChannel(other(active));
    double words = next.heard(WORD);
    double refused = next.refused(reason);
    watchFromNow();
    fault.accept(active);
    assertThat(next.heard(WORD)).as("words heard by the next holder").isEqualTo(words);
    Awaitility.await("to be refused, since it is " + reason)
        .atMost(TestCluster.PATIENCE)
        .until(() -> next.refused(reason) > refused);
  }

  /** Waits until a count of each node has risen. */
  private void awaitMore(ToDoubleFunction<NodeChannel> count) {
    for (NodeChannel each : channels()) {
      double before = count.applyAsDouble(each);
      Awaitility.await()
          .atMost(TestCluster.PATIENCE)
          .until(() -> count.applyAsDouble(each) > before);
    }
  }

  @Test
  void movesWhileTheKeysAreChangedAndHearsEveryWordAfterwards() throws Exception {
    TestNode unused = probe(IPV4);
    List<NodeChannel> both = channels();
    String first = both.get(0).keys();
    try (KeyRotation rotation = KeyRotation.begin(both)) {
      for (Consumer<TestNode> fault : tour()) {
        watchFromNow();
        fault.accept(holder());
      }
      assertThat(rotation.end()).as("keys changed").isPositive();
    }
    assertThat(both).extracting(NodeChannel::keys).containsOnly(both.get(0).keys());
    assertThat(both.get(0).keys()).isNotEqualTo(first);
    List<Double> refused = refusedForKeys();
    watchFromNow();
    awaitMoveByWord();
    assertThat(refusedForKeys()).as("refused for their keys").isEqualTo(refused);
  }

  private List<Double> refusedForKeys() {
    return channels().stream()
        .flatMap(each -> Stream.of("no-key", "key-unknown", "forged").map(each::refused))
        .toList();
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
  void holdsOnWhileTheBrokerIsAway() {
    TestNode active = probe(IPV4);
    long epoch = epoch();
    cluster().broker().kill9();
    requireHeldOn(active, epoch);
    cluster().broker().restart();
    requireOneHolder(epoch);
  }

  @Test
  void movesWhenTheActiveNodeIsCutOffFromKafkaOnly() {
    TestNode active = probe(IPV4);
    active.cutOffFromKafka();
    awaitMoveFrom(active);
    awaitCutOff(active);
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
