package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.demo.Observer;
import dev.baton.compose.demo.Stage;
import dev.baton.compose.demo.StageNode;
import dev.baton.compose.demo.StageSettings;
import dev.baton.compose.lab.Answer;
import dev.baton.compose.lab.Passage;
import dev.baton.compose.lab.VipProber;
import dev.baton.model.NodeId;
import dev.baton.model.Operation;
import dev.baton.model.Timings;
import dev.baton.model.Vip;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole of Baton under faults, with a client that asks every two milliseconds who has the VIP.
 * In each: no question is ever answered by two hosts, no host answers again after its successor
 * did, and the VIP ends on exactly one healthy node.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultNetworkTest {
  private static final Vip IPV4 = StageSettings.VIP;
  private static final Vip IPV6 = new Vip("fd00:20::10");

  private Optional<Stage> opened = Optional.empty();
  private Optional<VipProber> probing = Optional.empty();
  private long firstQuestion;

  @BeforeAll
  void raise(@TempDir Path directory) {
    Requirements.nftables();
    Stage stage =
        new Stage(
            new StageSettings(
                directory, List.of(IPV4, IPV6), Timings.DEFAULT, 2, StageSettings.Processes.TWO),
            line -> {});
    opened = Optional.of(stage);
    stage.start();
  }

  @AfterAll
  void strike() {
    opened.ifPresent(Stage::close);
  }

  @BeforeEach
  void calm() {
    awaitCalm();
  }

  @AfterEach
  void stopProbing() {
    probing.ifPresent(VipProber::close);
    probing = Optional.empty();
  }

  @Test
  void movesWhenTheServiceIsKilled() {
    StageNode active = probe(IPV4);
    active.killService();
    awaitMoveFrom(active);
    active.startService();
    requireOneHolder();
  }

  @Test
  void movesWhenThePowerIsCut() {
    StageNode active = probe(IPV4);
    active.powerOff();
    awaitMoveFrom(active);
    active.powerOn();
    requireOneHolder();
  }

  @Test
  void movesWhenBatonIsFrozen() {
    StageNode active = probe(IPV4);
    active.freezeBaton();
    awaitMoveFrom(active);
    active.thawBaton();
    requireOneHolder();
  }

  @Test
  void movesWhenBatonIsFrozenAlsoOnIpv6() {
    StageNode active = probe(IPV6);
    active.freezeBaton();
    awaitMoveFrom(active);
    active.thawBaton();
    requireOneHolder();
  }

  @Test
  void movesWhenTheOperatorAsks() {
    StageNode active = probe(IPV4);
    switchOver(active);
    awaitMoveFrom(active);
    requireOneHolder();
  }

  @Test
  void movesWhenTheOperatorAsksAlsoOnIpv6() {
    StageNode active = probe(IPV6);
    switchOver(active);
    awaitMoveFrom(active);
    requireOneHolder();
  }

  @Test
  void movesWhenTheKeeperIsKilledForGood() {
    StageNode active = probe(IPV4);
    active.program("actuator arp").kill9();
    awaitMoveFrom(active);
    assertThat(active.hasAddress()).as("a killed keeper cannot clean up").isTrue();
    active.startBaton("actuator arp");
    requireOneHolder();
    assertThat(active.hasAddress()).as("its next life does").isFalse();
  }

  @Test
  void staysOrMovesOnceWhenTheKeeperIsKilledAndRestartedAtOnce() {
    StageNode active = probe(IPV4);
    long epoch = epoch();
    active.program("actuator arp").kill9();
    active.startBaton("actuator arp");
    awaitEpochAfter(epoch);
    requireOneHolder();
  }

  @Test
  void handsOverWhenTheKeeperIsToldToEnd() {
    StageNode active = probe(IPV4);
    active.program("actuator arp").terminate();
    awaitMoveFrom(active);
    assertThat(active.program("actuator arp").await()).as("it ends").isTrue();
    assertThat(active.hasAddress()).as("and cleans up before").isFalse();
    active.startBaton("actuator arp");
    requireOneHolder();
  }

  @Test
  void staysWhenTheAgentIsKilled() {
    StageNode active = probe(IPV4);
    active.program("agent").kill9();
    active.startBaton("agent");
    requireOneHolder();
    assertThat(holder().id()).isEqualTo(active.id());
  }

  @Test
  void movesWhenAllOfBatonIsKilled() {
    StageNode active = probe(IPV4);
    active.killBaton();
    awaitMoveFrom(active);
    active.startBaton();
    requireOneHolder();
  }

  @Test
  void movesOnWhenAnArbiterIsKilled() {
    StageNode active = probe(IPV4);
    stage().arbiter(0).kill9();
    switchOver(active);
    awaitMoveFrom(active);
    stage().restartArbiter(0);
    requireOneHolder();
    StageNode next = holder();
    firstQuestion = prober().nextProbe();
    stage().arbiter(1).kill9();
    switchOver(next);
    awaitMoveFrom(next);
    stage().restartArbiter(1);
    requireOneHolder();
  }

  @Test
  void comesBackAfterTheBrokerWasKilled() {
    StageNode active = probe(IPV4);
    long epoch = epoch();
    stage().broker().kill9();
    Awaitility.await().atMost(Stage.PATIENCE).until(() -> !active.hasAddress());
    stage().broker().restart();
    awaitEpochAfter(epoch);
    requireOneHolder();
  }

  @Test
  void movesWhenTheActiveNodeIsCutOffFromKafkaOnly() {
    StageNode active = probe(IPV4);
    active.cutOffFromKafka();
    awaitMoveFrom(active);
    active.letReachKafka();
    requireOneHolder();
  }

  private Stage stage() {
    return opened.orElseThrow();
  }

  private void awaitCalm() {
    stage().require(state -> Observer.holder(state).isPresent(), "a holder");
    stage().awaitReady(holder().id().value());
  }

  private StageNode holder() {
    return stage()
        .node(
            Observer.holder(stage().observer().state())
                .orElseThrow(() -> new IllegalStateException("nobody holds"))
                .node()
                .value());
  }

  private long epoch() {
    return stage().observer().state().epoch().value();
  }

  private void awaitEpochAfter(long epoch) {
    stage()
        .require(
            state -> state.epoch().value() > epoch && Observer.holder(state).isPresent(),
            "an epoch after " + epoch);
  }

  private StageNode probe(Vip vip) {
    VipProber prober = stage().probe(vip);
    probing = Optional.of(prober);
    firstQuestion = prober.nextProbe();
    StageNode active = holder();
    awaitAnswerBy(active);
    return active;
  }

  private void awaitAnswerBy(StageNode node) {
    long from = prober().nextProbe();
    Awaitility.await()
        .atMost(Stage.PATIENCE)
        .until(
            () ->
                prober()
                    .report()
                    .from(from)
                    .only(Answer.Kind.UDP)
                    .lastAnswerer()
                    .equals(Optional.of(node.id().value())));
  }

  private VipProber prober() {
    return probing.orElseThrow();
  }

  private void switchOver(StageNode active) {
    NodeId other = new NodeId(active.id().value().equals("a") ? "b" : "a");
    String unused = stage().request(new Operation.Switchover(Optional.of(other)));
  }

  private void awaitMoveFrom(StageNode node) {
    stage()
        .require(
            state ->
                Observer.holder(state).filter(held -> !held.node().equals(node.id())).isPresent(),
            "the VIPs to leave " + node.id());
    awaitAnswerBy(holder());
  }

  /** Everything is repaired: one node holds and answers, and nobody else ever did beside it. */
  private void requireOneHolder() {
    awaitCalm();
    StageNode active = holder();
    awaitAnswerBy(active);
    StageNode other = stage().node(active.id().value().equals("a") ? "b" : "a");
    assertThat(active.hasAddress()).as("the holder has the address").isTrue();
    assertThat(other.hasAddress()).as("nobody else has").isFalse();
    Passage passage = Passage.since(prober(), firstQuestion);
    assertThat(passage.seen().dualAnswers()).as("answered by two hosts").isEmpty();
    assertThat(passage.clean(Answer.Kind.LINK)).as("moved cleanly on the link").isTrue();
    assertThat(passage.clean(Answer.Kind.UDP)).as("moved cleanly for datagrams").isTrue();
  }
}
