package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Sources;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.memory.Fault;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What agent and actuator of one process see of each other's appends. */
final class NodeLogsTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final NodeId A = new NodeId("a");
  private static final SessionId OF_A = new SessionId("s-a");
  private static final Fact RELEASED =
      new Fact.Released(new Epoch(1), A, OF_A, true, Optional.empty());

  private final Opened opened = new Opened();
  private final InMemoryEventLog outside = opened.log.another();
  private final List<FactRecord> events = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    outside.close();
    opened.log.close();
  }

  @Test
  void opensOneLogAndClosesItWhenBothHaveLeft() {
    NodeLogs logs = new NodeLogs(config(), opened);
    EventLog agents = logs.agents().open(config(), "agent-a", Duration.ZERO);
    EventLog actuators = logs.actuators().open(config(), "arp-a", Duration.ZERO);

    assertThat(opened.by).containsExactly("node-a");
    agents.close();
    agents.close();
    append(actuators, RELEASED);
    actuators.close();
    assertThat(actuators.append(WEB, RELEASED).toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void letsGoRightAfterTheVerdictAndNotBeforeItInTheLog() {
    NodeLogs logs = new NodeLogs(config(), opened);
    EventLog agents = logs.agents().open(config(), "agent-a", Duration.ZERO);
    EventLog actuators = logs.actuators().open(config(), "arp-a", Duration.ZERO);
    logs.tell(() -> letGo(actuators));
    try (EventLog.Reader written =
        outside.readEvents(0, StartAt.END, delivered -> keep(delivered))) {
      await().until(written::caughtUp);

      opened.given().setFault(Fault.CUT_OFF); // It is on its way for a while.
      var unused = agents.append(WEB, health(A, Verdict.UNHEALTHY));
      opened.given().setFault(Fault.NONE);

      await().until(() -> events.size() == 2);
      assertThat(events)
          .extracting(FactRecord::fact)
          .containsExactly(health(A, Verdict.UNHEALTHY), RELEASED);
    }
    agents.close();
    actuators.close();
  }

  @Test
  void writesWhatItHeardOfAnotherProcessOnceMoreWhereItLetsGoBecauseOfIt() {
    NodeLogs logs = new NodeLogs(opened);
    EventLog actuators = logs.actuators().open(config(), "arp-a", Duration.ZERO);
    assertThat(opened.by).containsExactly("arp-a");
    logs.tell(() -> false);
    logs.heard(WEB, health(A, Verdict.UNHEALTHY));
    logs.tell(() -> letGo(actuators));
    logs.heard(WEB, health(A, Verdict.UNHEALTHY));
    try (EventLog.Reader written =
        outside.readEvents(0, StartAt.BEGINNING, delivered -> keep(delivered))) {
      await().until(written::caughtUp);
      await().until(() -> events.size() == 2);
    }
    assertThat(events)
        .extracting(FactRecord::fact)
        .containsExactly(health(A, Verdict.UNHEALTHY), RELEASED);
    actuators.close();
  }

  @Test
  void tellsOfADeadServiceAlone() {
    NodeLogs logs = new NodeLogs(config(), opened);
    EventLog agents = logs.agents().open(config(), "agent-a", Duration.ZERO);
    AtomicInteger told = new AtomicInteger();
    logs.tell(() -> told.incrementAndGet() < 0);

    append(agents, health(A, Verdict.HEALTHY));
    assertThat(told).hasValue(0);
    append(agents, health(A, Verdict.UNHEALTHY));
    assertThat(told).hasValue(1);
    agents.close();
  }

  /** As a keeper does for which another node stands ready. */
  private static boolean letGo(EventLog log) {
    var unused = log.append(WEB, RELEASED);
    return true;
  }

  private void keep(Delivered<FactRecord> delivered) {
    if (delivered instanceof Delivered.Decoded<FactRecord> decoded) {
      events.add(decoded.value());
    }
  }

  private static void append(EventLog log, Fact fact) {
    var unused = log.append(WEB, fact).toCompletableFuture().orTimeout(2, TimeUnit.MINUTES).join();
  }

  private static Fact health(NodeId node, Verdict verdict) {
    return new Health(node, 0, verdict, List.of(), true);
  }

  private static Config config() {
    String yaml = "node: {cluster: web, id: a}\narp: {interface: eth0}";
    return ConfigLoader.load(
        Components.CATALOG, Components.NODE, Sources.ofFile("node.yaml", yaml));
  }

  /** Gives a log in memory, and remembers to whom. */
  private static final class Opened implements LogOpener {
    private final InMemoryEventLog log = new InMemoryEventLog(1);
    private final List<String> by = new CopyOnWriteArrayList<>();
    private Optional<InMemoryEventLog> given = Optional.empty();

    InMemoryEventLog given() {
      return given.orElseThrow();
    }

    @Override
    public EventLog open(Config config, String who, Duration patience) {
      by.add(who);
      given = Optional.of(log.another());
      return given();
    }

    @Override
    public EventLog create(Config config, String who, Duration patience) {
      throw new IllegalStateException("created by " + who);
    }
  }
}
