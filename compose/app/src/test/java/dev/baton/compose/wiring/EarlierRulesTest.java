package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.arbiter.server.shell.ArbiterService;
import dev.baton.arbiter.server.shell.ArbiterSettings;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Sources;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.Meters;
import dev.baton.compose.service.ServiceException;
import dev.baton.log.EventLog;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Snapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule Z: an arbiter does not go on from what was decided by rules that it does not have. */
class EarlierRulesTest {
  private static final ClusterId WEB = new ClusterId("web");

  private final InMemoryEventLog log = new InMemoryEventLog(3);

  private void commit(int version) {
    Snapshot snapshot =
        new Snapshot(ClusterState.empty(WEB), new PartitionState(new Position(9), 0, version), 0);
    try (EventLog.AuditWriter writer = log.auditWriter(log.partitionOf(WEB))) {
      writer.claim();
      writer.commit(List.of(), List.of(snapshot));
    }
  }

  /** Makes a cluster known, of which the leader writes a snapshot then. */
  private void keepAlive() {
    var unused =
        log.append(
            WEB,
            new Fact.Keepalive(
                new NodeId("a"),
                new InstallId("i"),
                new SessionId("s"),
                0,
                Duration.ofMillis(500),
                List.of(),
                Epoch.NONE,
                Epoch.NONE,
                0,
                0,
                Enforcement.NFTABLES));
  }

  private EventLog refused() {
    return EarlierRules.refused(log.another(), "baton.");
  }

  private ArbiterRunner arbiter() {
    Config config =
        ConfigLoader.load(
            Components.CATALOG,
            Components.ARBITER,
            Sources.ofFile("arbiter.yaml", "arbiter: {id: x1}\nkafka: {topic-prefix: site.}\n"));
    return new ArbiterRunner(
        config,
        new LogOpener() {
          @Override
          public EventLog open(Config unused, String who, Duration patience) {
            throw new IllegalStateException("an arbiter makes the topics");
          }

          @Override
          public EventLog create(Config unused, String who, Duration patience) {
            return log.another();
          }
        });
  }

  static IntStream earlier() {
    return IntStream.range(1, PartitionState.FIRST_RULES);
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void anArbiterDoesNotStartWhereEarlierRulesWroteTheState(int version) {
    commit(version);

    try (ArbiterRunner arbiter = arbiter()) {
      assertThatThrownBy(() -> arbiter.start(new Meters(new SimpleMeterRegistry())))
          .asInstanceOf(InstanceOfAssertFactories.type(ServiceException.class))
          .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED))
          .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
          .contains("topic site.state, partition 1", "cluster web")
          .contains("version " + version + " of the rules")
          .contains("version " + PartitionState.FIRST_RULES + " and does not go on")
          .contains("kafka.topic-prefix", "compose/docs/disaster.md");
    }
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void theNewestStateOfAClusterCounts(int version) {
    commit(version);
    commit(PartitionState.FIRST_RULES);

    assertThat(refused().partitions()).isEqualTo(3);
  }

  @Test
  void takesTopicsThatAreEmpty() {
    assertThat(refused().partitions()).isEqualTo(3);
  }

  @Test
  void takesEventsWhoseStateOrBeginningIsLost() {
    keepAlive();

    assertThat(refused().partitions()).isEqualTo(3);
  }

  @Test
  void takesTheStateOfLaterRules() {
    commit(PartitionState.FIRST_RULES + 1);

    assertThat(refused().partitions()).isEqualTo(3);
  }

  @Test
  void takesWhatAnArbiterOfThisBuildWrote() {
    keepAlive();
    ArbiterSettings settings = ArbiterSettings.named(new ArbiterId("x1"));
    int partition = log.partitionOf(WEB);

    try (ArbiterService running = ArbiterService.start(settings, log)) {
      await().until(() -> !log.latestSnapshots(partition).isEmpty());
      assertThat(running.status(partition).failure()).isEmpty();
    }

    assertThat(refused().partitions()).isEqualTo(3);
    assertThat(log.latestSnapshots(partition).get(0).partition().foldVersion())
        .isEqualTo(PartitionState.FIRST_RULES);
  }
}
