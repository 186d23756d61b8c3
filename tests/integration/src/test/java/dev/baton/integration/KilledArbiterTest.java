package dev.baton.integration;

import static dev.baton.integration.Site.acknowledged;
import static dev.baton.integration.Site.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.Topic;
import dev.baton.log.kafka.TestBroker;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Operation;
import dev.baton.model.fact.Verdict;
import dev.baton.model.state.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arbiters that are killed and started again. */
class KilledArbiterTest {
  @TempDir Path directory;
  private Site site;
  private ArbiterProcess x1;
  private LogKeeper a;
  private LogKeeper b;

  @BeforeEach
  void begin() {
    site = new Site(TestBroker.newPartition(), directory, Duration.ofSeconds(5));
    x1 = site.arbiter("x1");
    a = site.node("a");
    b = site.node("b");
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void aSwitchoverGoesOnWhereTheKilledLeaderLeftIt() {
    until(a::holds);
    a.withholdAnswers();
    acknowledged(site.request("r1", new Operation.Switchover(Optional.empty())));
    until(a::owesAnAnswer);

    x1.kill9();
    acknowledged(a.answer());
    x1.restart();

    until(b::holds);
    until(() -> answered("r1"));
    site.awaitAgreement();
  }

  @Test
  void aStandbyEndsTheSwitchoverOfAKilledLeaderWhichComesBackAsItsStandby() {
    site.arbiter("x2");
    until(a::holds);
    ArbiterProcess leader = site.awaitLeaderAndStandbys();
    acknowledged(site.request("r1", new Operation.Switchover(Optional.empty())));

    leader.kill9();

    until(b::holds);
    until(() -> answered("r1"));
    leader.restart();
    until(leader::isReady);
    acknowledged(site.request("r2", new Operation.Switchover(Optional.empty())));
    until(() -> answered("r2"));
    assertThat(leader.isLeading()).isFalse();
    site.awaitAgreement();
  }

  private boolean answered(String request) {
    return site.recording().audit().stream().anyMatch(line -> answers(line, request));
  }

  private static boolean answers(AuditEntry line, String request) {
    return line.kind() == Kind.OUTCOME
        && line.detail(AuditDetail.REQUEST).equals(Optional.of(request));
  }

  @Test
  void decidesFromTheStateAndTheFactsSinceThenWhenNoArbiterWasThere() throws Exception {
    ArbiterProcess x2 = site.arbiter("x2");
    until(a::holds);
    site.awaitLeaderAndStandbys();
    until(() -> snapshot().filter(of -> of.state().epoch().equals(a.holding())).isPresent());

    x1.kill9();
    x2.kill9();
    acknowledged(a.say(Verdict.UNHEALTHY));
    forgetEventsUpTo(snapshot().orElseThrow());
    x1.restart();

    until(b::holds);
    until(x1::isLeading);
    site.awaitAgreement();
    assertThat(site.recording().events())
        .extracting(FactRecord::fact)
        .noneMatch(KilledArbiterTest::logLoss);
    assertThat(snapshot().orElseThrow().partition().generation()).isZero();
  }

  private static boolean logLoss(Fact fact) {
    return fact instanceof Fact.LogLoss;
  }

  private Optional<Snapshot> snapshot() {
    return site.log().latestSnapshots(0).stream().findFirst();
  }

  /** So that whoever starts has only the state to know them by. */
  private void forgetEventsUpTo(Snapshot snapshot) throws Exception {
    TopicPartition events = new TopicPartition(site.settings().topics().name(Topic.EVENTS), 0);
    long first = snapshot.partition().folded().offset() + 1;
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, site.settings().bootstrapServers()))) {
      admin
          .deleteRecords(Map.of(events, RecordsToDelete.beforeOffset(first)))
          .all()
          .get(TestBroker.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(site.log().bounds(Topic.EVENTS, 0).first()).isEqualTo(first);
  }
}
