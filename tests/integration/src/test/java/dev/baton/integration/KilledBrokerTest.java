package dev.baton.integration;

import static dev.baton.integration.Site.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.broker.BrokerProcess;
import dev.baton.broker.EmbeddedBrokerSettings;
import dev.baton.log.Topic;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.PowerCut;
import dev.baton.log.kafka.TestBroker;
import dev.baton.log.kafka.TopicSettings;
import dev.baton.log.kafka.TopicSetup;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The only broker is killed and comes back with its data, later than leases last. */
class KilledBrokerTest {
  private static final Duration LEASE = Duration.ofSeconds(3);

  @TempDir Path directory;
  private BrokerProcess broker;
  private Site site;

  @BeforeEach
  void begin() {
    broker =
        BrokerProcess.start(
            EmbeddedBrokerSettings.onLoopback(directory.resolve("data")), List.of());
    KafkaLogSettings settings =
        KafkaLogSettings.of(broker.bootstrapServers())
            .withTopics(TopicSettings.DEFAULT.withPartitions(1).forSingleBroker());
    TopicSetup.ensure(settings, TestBroker.PATIENCE);
    site = new Site(settings, directory, LEASE);
  }

  @AfterEach
  void end() {
    try (BrokerProcess last = broker) {
      assertThat(last.isRunning()).isTrue();
      site.close();
    }
  }

  @Test
  void anOutageOfTheLogExpiresNobodyAndWhatWasAskedForInItIsDoneAfterIt() {
    site.arbiter("x1");
    site.arbiter("x2");
    LogKeeper a = site.node("a");
    LogKeeper b = site.node("b");
    until(a::holds);
    site.awaitLeaderAndStandbys();
    long epoch = a.holding().value();

    broker.kill9();
    long killedAt = System.nanoTime();
    site.request("r1", new Operation.Switchover(Optional.empty()));
    until(() -> System.nanoTime() - killedAt > LEASE.toNanos() * 3 / 2);
    broker.restart();

    until(b::holds);
    assertThat(b.holding().value()).isEqualTo(epoch + 1);
    until(
        () ->
            site.recording().audit().stream()
                .anyMatch(
                    line ->
                        line.kind() == Kind.OUTCOME
                            && line.detail(AuditDetail.REQUEST).equals(Optional.of("r1"))));
    site.awaitLeaderAndStandbys();
    // A lone broker that is killed in the midst of a transaction may let lines stand twice.
    site.awaitAgreement(Recording::auditTaken);
    assertThat(site.recording().taken()).noneMatch(KilledBrokerTest::endsASession);
    assertThat(site.recording().events())
        .extracting(FactRecord::fact)
        .noneMatch(KilledBrokerTest::logLoss);
  }

  /** What its last snapshot contains is lost, and the log has grown beyond that again. */
  @Test
  void anArbiterBeginsBeforeTheEventsThatABrokerLost() throws IOException {
    ArbiterProcess before = site.arbiter("x1");
    LogKeeper a = site.node("a");
    site.node("b");
    until(a::holds);
    site.awaitLeaderAndStandbys();
    long epoch = a.holding().value();
    until(() -> committed().state().epoch().value() == epoch);
    before.kill9();
    long committed = committed().partition().folded().offset();
    broker.kill9();
    new PowerCut(directory.resolve("data"), site.settings().topics().name(Topic.EVENTS), 0)
        .loseFrom(committed - 3);
    broker.restart();
    until(() -> site.log().bounds(Topic.EVENTS, 0).end() > committed + 10);

    site.arbiter("x2");

    until(() -> a.holds() && a.holding().value() > epoch);
    assertThat(site.recording().events())
        .extracting(FactRecord::fact)
        .filteredOn(KilledBrokerTest::logLoss)
        .hasSize(1);
  }

  private Snapshot committed() {
    return site.log().latestSnapshots(0).get(0);
  }

  /** A valid Expire orders this. */
  private static boolean endsASession(CommandRecord order) {
    return order.command() instanceof Command.Dead;
  }

  private static boolean logLoss(Fact fact) {
    return fact instanceof Fact.LogLoss;
  }
}
