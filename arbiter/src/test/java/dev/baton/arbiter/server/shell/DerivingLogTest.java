package dev.baton.arbiter.server.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.Topic;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.Enforcement;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node reads through its log while no arbiter writes anything. */
class DerivingLogTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final NodeId A = new NodeId("a");
  private static final SessionId OF_A = new SessionId("s-a");
  private static final Command RELEASE = new Command.Release(new Epoch(1), A, OF_A);

  private final InMemoryEventLog log = new InMemoryEventLog(1);
  private final DerivingLog deriving = new DerivingLog(log, A);
  private final List<Delivered<CommandRecord>> read = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    deriving.close();
    log.close();
  }

  private List<Command> commands() {
    return read.stream()
        .filter(Delivered.Decoded.class::isInstance)
        .map(each -> ((Delivered.Decoded<CommandRecord>) each).value().command())
        .toList();
  }

  private void bringUp() {
    append(new Fact.Defined("d", "test", definition()));
    append(keepalive(A, OF_A));
    append(keepalive(new NodeId("b"), new SessionId("s-b")));
    append(health(A, Verdict.HEALTHY));
    append(health(new NodeId("b"), Verdict.HEALTHY));
    append(new Fact.Acquired(new Epoch(1), A, OF_A, Duration.ZERO));
  }

  private void append(Fact fact) {
    Position unused =
        log.append(WEB, fact).toCompletableFuture().orTimeout(2, TimeUnit.MINUTES).join();
  }

  /** What the leader has folded when it ticks has been written. */
  private void tick(long upTo) {
    Position folded = new Position(upTo);
    Position unused =
        log.write(
                0,
                new CommandRecord(
                    Optional.empty(),
                    new Source(0, folded, 0),
                    new Command.Tick(new ArbiterId("arbiter"), 1, folded)))
            .toCompletableFuture()
            .orTimeout(2, TimeUnit.MINUTES)
            .join();
  }

  @Test
  void handsOverWhatDerivesAlthoughNobodyWritesIt() {
    bringUp();
    List<Snapshot> none = deriving.latestSnapshots(0);
    try (EventLog.Reader reader = deriving.readCommands(0, StartAt.BEGINNING, read::add)) {
      tick(5);
      await().until(() -> commands().stream().anyMatch(Command.Tick.class::isInstance));
      append(health(A, Verdict.UNHEALTHY));

      await().until(() -> commands().contains(RELEASE));
      assertThat(none).isEmpty();
      assertThat(reader.caughtUp()).isTrue();
    }
  }

  @Test
  void handsOverWhatIsForeseenBeforeItStandsInTheLog() {
    bringUp();
    List<Snapshot> none = deriving.latestSnapshots(0);
    try (EventLog.Reader reader = deriving.readCommands(0, StartAt.BEGINNING, read::add)) {
      tick(5);
      await().until(() -> !commands().isEmpty() && reader.caughtUp());

      deriving.foresee(WEB, health(A, Verdict.UNHEALTHY));

      assertThat(none).isEmpty();
      assertThat(read.get(read.size() - 1))
          .isInstanceOfSatisfying(
              Delivered.Decoded.class,
              last ->
                  assertThat(last.value())
                      .isEqualTo(
                          new CommandRecord(
                              Optional.of(WEB), Source.endOf(0, new Position(5)), RELEASE)));
      append(health(A, Verdict.UNHEALTHY));
      await().until(() -> commands().stream().filter(RELEASE::equals).count() == 2);
    }
    deriving.foresee(WEB, health(A, Verdict.UNHEALTHY));
    assertThat(commands()).filteredOn(RELEASE::equals).hasSize(2);
  }

  @Test
  void handsOverTheLeadersCopyAsWell() {
    bringUp();
    List<Snapshot> unused = deriving.latestSnapshots(0);
    try (EventLog.Reader reader = deriving.readCommands(0, StartAt.BEGINNING, read::add)) {
      tick(5);
      await().until(() -> commands().stream().anyMatch(Command.Tick.class::isInstance));
      append(health(A, Verdict.UNHEALTHY));
      await().until(() -> commands().contains(RELEASE));
      Position written =
          log.write(
                  0,
                  new CommandRecord(Optional.of(WEB), new Source(0, new Position(6), 0), RELEASE))
              .toCompletableFuture()
              .orTimeout(2, TimeUnit.MINUTES)
              .join();

      await().until(() -> read.stream().anyMatch(each -> each.offset() == written.offset()));
      assertThat(commands()).filteredOn(RELEASE::equals).hasSize(2);
      assertThat(reader.caughtUp()).isTrue();
    }
  }

  @Test
  void derivesNothingForAReaderThatDoesNotBeginAtTheState() {
    bringUp();
    try (EventLog.Reader reader = deriving.readCommands(0, StartAt.BEGINNING, read::add)) {
      append(health(A, Verdict.UNHEALTHY));
      tick(6);

      await().until(() -> !commands().isEmpty() && reader.caughtUp());
      assertThat(commands()).allMatch(Command.Tick.class::isInstance);
    }
  }

  @Test
  void saysWhyItHasStoppedDeriving() {
    bringUp();
    List<Snapshot> unused = deriving.latestSnapshots(0);
    try (EventLog.Reader reader = deriving.readCommands(0, StartAt.BEGINNING, read::add)) {
      await().until(reader::caughtUp);
      assertThat(reader.remark()).isEmpty();
      assertThat(deriving.stopped()).isEmpty();

      log.truncate(Topic.EVENTS, 0, 3);

      await().until(() -> deriving.stopped().isPresent());
      assertThat(reader.remark().orElseThrow())
          .startsWith("derives no orders until it is started anew")
          .endsWith("the events are shorter than what was read of them");
    }
  }

  @Test
  void handsOverTheLeadersWordAloneOnceTheLogWasFoundShorter() {
    bringUp();
    List<Snapshot> unused = deriving.latestSnapshots(0);
    try (EventLog.Reader reader = deriving.readCommands(0, StartAt.BEGINNING, read::add)) {
      tick(5);
      append(health(A, Verdict.UNHEALTHY));
      await().until(() -> commands().contains(RELEASE));
      log.truncate(Topic.EVENTS, 0, 6);
      append(new Fact.Released(new Epoch(1), A, OF_A, true));
      await().until(reader::caughtUp);
      tick(6);

      await().until(() -> commands().stream().filter(Command.Tick.class::isInstance).count() == 2);
      assertThat(commands()).noneMatch(Command.Assign.class::isInstance);
    }
  }

  private static Fact keepalive(NodeId node, SessionId session) {
    return new Fact.Keepalive(
        node,
        new InstallId("i-" + node),
        session,
        0,
        Timings.DEFAULT.lease(),
        List.of(),
        Epoch.NONE,
        Epoch.NONE,
        1,
        0,
        Enforcement.NFTABLES);
  }

  private static Fact health(NodeId node, Verdict verdict) {
    return new Health(node, 0, verdict, List.of(), true);
  }

  private static ClusterDefinition definition() {
    return new ClusterDefinition(
        WEB,
        1,
        List.of(new Member(A, 100), new Member(new NodeId("b"), 50)),
        List.of(new Vip("192.0.2.1")),
        List.of(new Binding("arp", new TreeMap<>())),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }
}
