package dev.baton.arbiter.server.shell;

import static dev.baton.arbiter.server.shell.WebCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.server.core.RunnerStatus;
import dev.baton.arbiter.view.LiveModel;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.Topic;
import dev.baton.log.keeper.LogKeeper;
import dev.baton.log.memory.FailingLog;
import dev.baton.log.memory.Fault;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An arbiter, or several, over a log in memory. */
class ArbiterServiceTest {
  private final InMemoryEventLog log = new InMemoryEventLog(1);
  private final List<AutoCloseable> running = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    Collections.reverse(running);
    for (AutoCloseable each : running) {
      each.close();
    }
    log.close();
  }

  @Test
  void assignsAndMovesWhenAnOperatorAsks() {
    start("x", log.another());
    define();
    LogKeeper a = keeper("a");
    LogKeeper b = keeper("b");
    until(a::holds);

    request("r1", new Operation.Switchover(Optional.of(new NodeId("b"))));

    until(b::holds);
    until(() -> audit().stream().anyMatch(line -> answers(line, Kind.REQUEST, "r1")));
    until(() -> audit().stream().anyMatch(line -> answers(line, Kind.OUTCOME, "r1")));
  }

  private static boolean answers(AuditEntry line, Kind kind, String request) {
    return line.kind() == kind && line.detail(AuditDetail.REQUEST).equals(Optional.of(request));
  }

  @Test
  void movesWhenTheHolderLosesItsPower() {
    start("x", log.another());
    define();
    LogKeeper a = keeper("a");
    LogKeeper b = keeper("b");
    until(a::holds);

    a.close();

    until(b::holds);
  }

  @Test
  void aStandbyTakesOverFromALeaderThatIsCutOffAndNobodyMoves() {
    InMemoryEventLog cut = log.another();
    ArbiterService x = start("x", cut);
    until(() -> leads(x));
    ArbiterService y = start("y", log.another());
    define();
    LogKeeper a = keeper("a");
    keeper("b");
    until(a::holds);

    cut.setFault(Fault.CUT_OFF);
    until(() -> leads(y));
    cut.setFault(Fault.NONE);
    until(() -> !leads(x) && x.isReady());

    assertThat(a.holding().value()).isEqualTo(1);
    untilAuditIsWhole();
  }

  @Test
  void writesEveryAuditLineOnceHoweverOftenTheLeaderChanges() {
    define();
    LogKeeper a = keeper("a");
    LogKeeper b = keeper("b");
    for (int i = 0; i < 3; i++) {
      ArbiterService x = start("x" + i, log.another());
      until(() -> leads(x));
      until(() -> a.holds() || b.holds());
      ArbiterService y = start("y" + i, log.another());
      until(y::isReady);
      LogKeeper from = a.holds() ? a : b;
      LogKeeper to = a.holds() ? b : a;
      request("r" + i, new Operation.Switchover(Optional.empty()));
      x.close();
      until(() -> to.holds() && !from.holds());
      until(() -> leads(y));
      y.close();
    }
    ArbiterService last = start("z", log.another());
    until(() -> leads(last));

    untilAuditIsWhole();
  }

  /** Two follow the partition: who decides, and who writes the audit. */
  @ParameterizedTest
  @EnumSource
  void skipsAndDoublesNothingHoweverOftenTheLogFailsWhileItBegins(FailingLog.Call call) {
    define();
    LogKeeper a = keeper("a");
    LogKeeper b = keeper("b");
    ArbiterService first = start("x", log.another());
    until(a::holds);
    until(() -> log.latestSnapshots(0).stream().anyMatch(of -> of.state().epoch().value() == 1));
    first.close();
    FailingLog failing = new FailingLog(log.another()).fail(call, 4);

    ArbiterService second = start("y", failing);

    until(() -> leads(second));
    request("r1", new Operation.Switchover(Optional.of(new NodeId("b"))));
    until(b::holds);
    until(failing::hasFailed);
    assertThat(b.holding().value()).isEqualTo(2);
    untilAuditIsWhole();
  }

  @Test
  void restartsFromTheCommittedStateAndAssignsNobodyAnew() {
    ArbiterService x = start("x", log.another());
    define();
    LogKeeper a = keeper("a");
    keeper("b");
    until(a::holds);
    until(() -> log.latestSnapshots(0).stream().anyMatch(of -> of.state().epoch().value() == 1));
    x.close();
    Snapshot snapshot = log.latestSnapshots(0).get(0);
    log.discardBefore(Topic.EVENTS, 0, snapshot.partition().folded().offset() + 1);

    ArbiterService again = start("x", log.another());

    until(() -> leads(again));
    until(() -> log.latestSnapshots(0).get(0).partition().folded().isAfter(position(snapshot)));
    assertThat(log.latestSnapshots(0).get(0).state().epoch().value()).isEqualTo(1);
    assertThat(log.latestSnapshots(0).get(0).partition().generation()).isZero();
    assertThat(a.holding().value()).isEqualTo(1);
  }

  private static Position position(Snapshot snapshot) {
    return snapshot.partition().folded();
  }

  @Test
  void takesFactsThatAreNoLongerKeptForALoss() {
    ArbiterService x = start("x", log.another());
    define();
    LogKeeper a = keeper("a");
    until(a::holds);
    until(() -> !log.latestSnapshots(0).isEmpty());
    x.close();
    long committed = position(log.latestSnapshots(0).get(0)).offset();
    until(() -> log.bounds(Topic.EVENTS, 0).end() > committed + 3);
    log.discardBefore(Topic.EVENTS, 0, log.bounds(Topic.EVENTS, 0).end());

    start("x", log.another());

    until(() -> a.holding().value() > 1);
    assertThat(log.latestSnapshots(0).get(0).partition().generation()).isPositive();
  }

  @Test
  void auditsARecordThatCannotBeDecodedAndGoesOn() {
    start("x", log.another());
    define();
    LogKeeper a = keeper("a");
    keeper("b");
    until(a::holds);

    long offset =
        log.appendForeign(
            Topic.EVENTS,
            0,
            new ProducerRecord<>("events", "noise".getBytes(StandardCharsets.UTF_8)));

    until(() -> audit().stream().anyMatch(line -> tells(line, offset)));
    request("r1", new Operation.Standby(new NodeId("a")));
    until(() -> !a.holds());
  }

  private static boolean tells(AuditEntry line, long offset) {
    return line.kind() == Kind.MALFORMED
        && line.source().position().offset() == offset
        && line.has(AuditDetail.REASON);
  }

  @Test
  void findsTheHolderAgainWhenTheLogLostItsEnd() {
    start("x", log.another());
    define();
    LogKeeper a = keeper("a");
    keeper("b");
    until(a::holds);
    until(() -> !log.latestSnapshots(0).isEmpty());

    log.truncate(Topic.EVENTS, 0, log.bounds(Topic.EVENTS, 0).end() - 10);

    until(() -> a.holding().value() > 1);
    until(
        () ->
            log.latestSnapshots(0).stream()
                .anyMatch(of -> of.partition().generation() > 0 && of.state().epoch().value() > 1));
  }

  @Test
  void findsThatItsStateIsOfLostEventsAlthoughTheLogGrewAgain() {
    ArbiterService x = start("x", log.another());
    define();
    LogKeeper a = keeper("a");
    until(a::holds);
    until(() -> log.latestSnapshots(0).stream().anyMatch(of -> of.state().epoch().value() == 1));
    x.close();
    long committed = position(log.latestSnapshots(0).get(0)).offset();
    log.truncate(Topic.EVENTS, 0, committed - 2);
    until(() -> log.bounds(Topic.EVENTS, 0).end() > committed + 3);

    start("y", log.another());

    until(() -> a.holding().value() > 1);
    assertThat(log.facts(0, Fact.LogLoss.class))
        .containsExactly(new Fact.LogLoss(new ArbiterId("y"), new Position(committed), 0));
  }

  @Test
  void followsTheLogWithoutWriting() {
    start("x", log.another());
    define();
    LogKeeper a = keeper("a");
    until(a::holds);
    InMemoryEventLog silent = log.another();
    silent.setFault(Fault.APPENDS_FAIL);

    LiveModel model = LiveModel.follow(silent, Duration.ofSeconds(20), result -> {});
    running.add(model);

    until(model::isCaughtUp);
    until(() -> model.cluster(WEB).orElseThrow().epoch().value() == 1);
  }

  private ArbiterService start(String name, EventLog client) {
    ArbiterSettings settings = ArbiterSettings.named(new ArbiterId(name));
    ArbiterService service = ArbiterService.start(settings, client);
    running.add(client);
    running.add(service);
    return service;
  }

  private LogKeeper keeper(String node) {
    LogKeeper keeper = new LogKeeper(log, WEB, node, node, Duration.ofSeconds(1));
    running.add(keeper);
    return keeper;
  }

  private void define() {
    log.append(WEB, new Fact.Defined("d1", "ann", WebCluster.definition(Duration.ofSeconds(1))));
  }

  private void request(String id, Operation operation) {
    log.append(WEB, new Fact.Request(id, "ann", operation));
  }

  private static boolean leads(ArbiterService service) {
    return service.status().get(0).runner().filter(RunnerStatus::leading).isPresent();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(10)).until(condition);
  }

  /** The audit is what the fold says of the log, line by line, as far as it was written. */
  private void untilAuditIsWhole() {
    int before = audit().size();
    until(() -> audit().size() >= before && log.latestSnapshots(0).size() == 1);
    List<AuditEntry> written = audit();
    List<AuditEntry> derived = derived();
    assertThat(written).isEqualTo(derived.subList(0, written.size()));
    until(() -> audit().size() >= derived.size());
  }

  private List<AuditEntry> derived() {
    FoldReplica fold = FoldReplica.from(PartitionFold.standard(), List.of());
    return this.<FactRecord>read(log.bounds(Topic.EVENTS, 0), log::readEvents).stream()
        .flatMap(entry -> fold.apply(entry).audit().stream())
        .toList();
  }

  private List<AuditEntry> audit() {
    return read(log.bounds(Topic.AUDIT, 0), log::readAudit);
  }

  /** One of the log's ways to read. */
  private interface Way<T> {
    EventLog.Reader read(
        int partition, EventLog.StartAt from, java.util.function.Consumer<Delivered<T>> sink);
  }

  private <T> List<T> read(EventLog.Bounds bounds, Way<T> way) {
    List<T> values = Collections.synchronizedList(new ArrayList<>());
    try (EventLog.Reader reader =
        way.read(
            0,
            EventLog.StartAt.BEGINNING,
            delivered -> {
              if (delivered instanceof Delivered.Decoded<T> decoded
                  && decoded.offset() < bounds.end()) {
                values.add(decoded.value());
              }
            })) {
      until(reader::caughtUp);
    }
    return List.copyOf(values);
  }
}
