package dev.baton.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.demo.Observer;
import dev.baton.compose.demo.TestBrokers;
import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.demo.TestClusterSettings;
import dev.baton.compose.demo.TestNode;
import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Program;
import dev.baton.lease.core.KafkaView.Verdict;
import dev.baton.log.EventLog;
import dev.baton.log.Topic;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TopicSetup;
import dev.baton.model.Position;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The whole of Baton on three brokers as the README has it for real: the settings it recommends,
 * topics as the arbiters make them. Each fault takes brokers away and gives them back.
 */
@Isolated("services that live by leases")
final class ThreeBrokersNetworkTest extends StagedFaults {
  private Optional<PartitionSight> sight = Optional.empty();

  ThreeBrokersNetworkTest() {
    super(directory -> TestClusterSettings.standard(directory).withThreeBrokers());
  }

  @BeforeAll
  void look() {
    sight = Optional.of(new PartitionSight(cluster()));
  }

  @AfterAll
  void lookAway() {
    sight.ifPresent(PartitionSight::close);
  }

  @BeforeEach
  void complete() {
    partitions().awaitAllInSync();
  }

  @Test
  void keepsTheLogOnThreeBrokersAsTheArbitersMadeIt() {
    for (Topic topic : Topic.values()) {
      String name = cluster().kafka().topics().name(topic);
      assertThat(partitions().description(name).partitions())
          .hasSize(3)
          .extracting(TopicPartitionInfo::replicas)
          .allSatisfy(copies -> assertThat(copies).hasSize(3));
      assertThat(partitions().config(name).get("min.insync.replicas").value()).isEqualTo("2");
      assertThat(partitions().config(name).get("unclean.leader.election.enable").value())
          .isEqualTo("false");
    }
  }

  @Test
  void outlivesTheBrokerThatLeadsTheLog() {
    probe(TestClusterSettings.VIP);
    int leader = leader();
    brokers().broker(leader).kill9();
    awaitRenewed();
    requireOneHolder();
    brokers().restart(List.of(leader));
    partitions().awaitAllInSync();
    requireOneHolder();
  }

  @Test
  void outlivesTheLeadersHostBeingCutOff() {
    probe(TestClusterSettings.VIP);
    Host host = brokers().host(leader());
    cluster().lan().cut(host);
    awaitRenewed();
    requireOneHolder();
    cluster().lan().mend(host);
    partitions().awaitAllInSync();
    requireOneHolder();
  }

  /** As readers of arbiters do that do not lead, and of nodes that wait for nobody's orders. */
  @Test
  void restsAndYetFollowsTheLogWhenTheLeadersHostIsCutOff() {
    probe(TestClusterSettings.VIP);
    Host host = brokers().host(leader());
    AtomicLong read = new AtomicLong(-1);
    try (EventLog.Reader reader =
        cluster()
            .client()
            .inside(
                () ->
                    cluster()
                        .log()
                        .readEvents(
                            cluster().log().partitionOf(TestCluster.CLUSTER),
                            EventLog.StartAt.END,
                            delivered -> read.set(delivered.offset())))) {
      Awaitility.await()
          .atMost(TestCluster.PATIENCE)
          .until(() -> reader.caughtUp() && read.get() >= 0);
      reader.rest(true);
      cluster().lan().cut(host);
      Position mark = awaitAppended();
      Awaitility.await().atMost(TestCluster.PATIENCE).until(() -> read.get() >= mark.offset());
    }
    cluster().lan().mend(host);
    partitions().awaitAllInSync();
    requireOneHolder();
  }

  @Test
  void isNeverHeldTwiceWhenTheLeaderIsCutOffFromTheOtherBrokersOnly() {
    TestNode unused = probe(TestClusterSettings.VIP);
    int leader = leader();
    blackhole("add", leader);
    long unusedFirst = askForAWhile();
    blackhole("del", leader);
    awaitRenewed();
    requireOneHolder();
  }

  @Test
  void holdsOnWhileEveryBrokerIsAway() {
    TestNode active = probe(TestClusterSettings.VIP);
    long epoch = epoch();
    requireHeldOnWithoutBrokers(active, epoch, Verdict.DOWN_FOR_ALL);
    awaitRenewed();
    requireOneHolder(epoch);
    partitions().awaitAllInSync();
    move(holder());
  }

  /** The standby died before: nobody is left who could promise. */
  @Test
  void holdsOnAloneWhileEveryBrokerIsAway() {
    TestNode active = probe(TestClusterSettings.VIP);
    TestNode standby = other(active);
    standby.killBaton();
    cluster()
        .require(
            state ->
                state.sessions().values().stream()
                    .flatMap(each -> each.roster().stream())
                    .anyMatch(of -> of.asks().nodes().isEmpty()),
            "the holder to name nobody");
    long epoch = epoch();
    requireHeldOnWithoutBrokers(active, epoch, Verdict.UNKNOWN);
    awaitRenewed();
    standby.powerOff();
    standby.powerOn();
    // It takes these brokers nearly the holdover to be back.
    requireOneHolder();
    partitions().awaitAllInSync();
  }

  @Test
  void movesWhileOnlyTwoBrokersLive() {
    probe(TestClusterSettings.VIP);
    int leader = leader();
    int away = othersThan(leader).get(0);
    brokers().broker(away).kill9();
    awaitRenewed();
    requireOneHolder();
    watchFromNow();
    TestNode first = holder();
    first.killService();
    awaitMoveFrom(first);
    first.startService();
    requireOneHolder();
    watchFromNow();
    TestNode second = holder();
    switchOver(second);
    awaitMoveFrom(second);
    requireOneHolder();
    brokers().restart(List.of(away));
    partitions().awaitAllInSync();
    requireOneHolder();
  }

  /** The third is the only one that clients knew while the two were away. */
  @Test
  void holdsOnWhileTwoBrokersAreAwayAndOutlivesTheThirdWhenTheyAreBack() {
    TestNode active = probe(TestClusterSettings.VIP);
    long epoch = epoch();
    int third = leader();
    List<Integer> away = othersThan(third);
    away.forEach(number -> brokers().broker(number).kill9());
    requireHeldOn(active, epoch);
    brokers().restart(away);
    awaitRenewed();
    requireOneHolder(epoch);
    partitions().awaitAllInSync();
    watchFromNow();
    brokers().broker(third).kill9();
    awaitRenewed();
    requireOneHolder();
    brokers().restart(List.of(third));
    partitions().awaitAllInSync();
    requireOneHolder();
  }

  @Test
  void refusesAnUnsafeTopicWithItsSettingItsValueAndItsFix(@TempDir Path directory)
      throws IOException {
    KafkaLogSettings unsafe =
        cluster().kafka().withTopics(cluster().kafka().topics().withPrefix("unsafe."));
    assertThat(ensure(unsafe)).as("nothing to warn of").isEmpty();
    partitions().change("unsafe.events", "unclean.leader.election.enable", "true");
    Program arbiter =
        Program.start(
            cluster().client(),
            "dev.baton.compose.Main",
            List.of(
                "arbiter",
                "--kafka.bootstrap=" + brokers().bootstrap(),
                "--kafka.topic-prefix=unsafe.",
                "--arbiter.id=x9"),
            directory.resolve("arbiter.log"));
    boolean ended = arbiter.await();
    String said = Files.readString(arbiter.output());
    assertThat(ended).as("it ends: %s", said).isTrue();
    assertThat(said)
        .contains("unsafe.events: unclean.leader.election.enable is true, must be false")
        .contains(
            "kafka-configs.sh --bootstrap-server "
                + brokers().bootstrap()
                + " --alter --entity-type topics --entity-name unsafe.events"
                + " --add-config unclean.leader.election.enable=false");
    partitions().change("unsafe.events", "unclean.leader.election.enable", "false");
    assertThat(ensure(unsafe)).as("mended").isEmpty();
  }

  /** Agent and actuator are one process here. */
  @Override
  int keeperPort() {
    return 9474;
  }

  private void requireHeldOnWithoutBrokers(TestNode active, long epoch, Verdict verdict) {
    brokers().numbers().forEach(number -> brokers().broker(number).kill9());
    try {
      requireHeldOn(active, epoch, verdict);
    } finally {
      brokers().restart(brokers().numbers());
    }
  }

  private List<String> ensure(KafkaLogSettings settings) {
    return cluster().client().inside(() -> TopicSetup.ensure(settings, TestCluster.PATIENCE));
  }

  private PartitionSight partitions() {
    return sight.orElseThrow();
  }

  private TestBrokers brokers() {
    return cluster().brokers();
  }

  /** Who leads the cluster's partition of the events. */
  private int leader() {
    return partitions().leader(Topic.EVENTS, cluster().log().partitionOf(TestCluster.CLUSTER));
  }

  private List<Integer> othersThan(int broker) {
    return brokers().numbers().stream().filter(number -> number != broker).toList();
  }

  /** Both ways: what one of them sends to the other is lost, and so is every answer. */
  private void blackhole(String verb, int broker) {
    for (int other : othersThan(broker)) {
      String address = brokers().host(other).v4().getHostAddress();
      brokers().host(broker).ip("route", verb, "blackhole", address + "/32");
    }
  }

  /** Waits until the log takes facts, and whoever holds has renewed its lease after one of them. */
  private void awaitRenewed() {
    Position mark = awaitAppended();
    cluster()
        .require(
            state -> renewed(state).filter(last -> last.compareTo(mark) > 0).isPresent(),
            "a lease renewed after " + mark);
  }

  private static Optional<Position> renewed(ClusterState state) {
    return Observer.holder(state)
        .flatMap(held -> Optional.ofNullable(state.sessions().get(held.session())))
        .map(SessionState::last);
  }
}
