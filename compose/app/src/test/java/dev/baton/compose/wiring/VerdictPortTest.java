package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Sources;
import dev.baton.linux.LocalListener;
import dev.baton.linux.LocalSender;
import dev.baton.linux.SystemCallException;
import dev.baton.log.EventLog;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent and a keeper of one host, each a process of its own, by a real socket. */
final class VerdictPortTest {
  private static final ClusterId WEB = new ClusterId("web");
  private static final NodeId A = new NodeId("a");
  private static final long NOW = Long.MAX_VALUE - 3; // Such a clock may run over.
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @TempDir Path directory;
  private final InMemoryEventLog log = new InMemoryEventLog(1);
  private final List<Health> dead = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void believesItsOwnNodeWithinASecond() throws IOException {
    for (long age : new long[] {0, 1, SECOND, -1, -SECOND}) {
      assertThat(accepted("a", age)).isEqualTo(report("a", 1, Verdict.UNHEALTHY));
    }
    for (long age : new long[] {SECOND + 1, -SECOND - 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> accepted("a", age)).hasMessageContaining("ms old");
    }
    assertThatThrownBy(() -> accepted("b", 0))
        .hasMessage("it is of node b, but this keeper's node.id is a");
  }

  private static Health accepted(String node, long age) throws IOException {
    return VerdictPort.accepted(
        new VerdictMessage(report(node, 1, Verdict.UNHEALTHY), NOW - age), NOW, A);
  }

  @Test
  void hearsThatTheServiceIsDeadAsOftenAsTheAgentSaysIt() {
    try (VerdictPort port = port().orElseThrow();
        EventLog agent = agent()) {
      append(agent, report("a", 0, Verdict.HEALTHY));
      append(agent, report("a", 1, Verdict.UNHEALTHY));
      append(agent, report("a", 2, Verdict.UNHEALTHY));
      await().until(() -> dead.size() == 2);
      assertThat(dead).extracting(Health::sequence).containsExactly(1L, 2L);
      assertThat(port).isNotNull();
    }
  }

  @Test
  void outlivesGarbage() {
    try (VerdictPort port = port().orElseThrow();
        LocalSender anybody = new LocalSender(VerdictPort.path(directory, WEB));
        EventLog agent = agent()) {
      anybody.send(new byte[0]);
      anybody.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      anybody.send(new byte[VerdictMessage.MOST_BYTES + 1]);
      anybody.send(
          new VerdictMessage(report("b", 0, Verdict.UNHEALTHY), System.nanoTime()).bytes());
      append(agent, report("a", 1, Verdict.UNHEALTHY));
      await().until(() -> dead.size() == 1);
      assertThat(port).isNotNull();
    }
  }

  @Test
  void losesNothingButTimeWhereNoKeeperListens() {
    try (EventLog agent = agent()) {
      append(agent, report("a", 0, Verdict.UNHEALTHY));
      try (VerdictPort port = port().orElseThrow()) {
        append(agent, report("a", 1, Verdict.UNHEALTHY));
        await().until(() -> dead.size() == 1);
        assertThat(port).isNotNull();
      }
      append(agent, report("a", 2, Verdict.UNHEALTHY));
    }
    try (EventLog agent = agent();
        VerdictPort next = port().orElseThrow()) {
      append(agent, report("a", 3, Verdict.UNHEALTHY));
      await().until(() -> dead.size() == 2);
      assertThat(next).isNotNull();
    }
  }

  @Test
  void doesNotWaitForAKeeperThatIsFrozen() throws Exception {
    try (LocalListener frozen =
            LocalListener.open(VerdictPort.path(directory, WEB), VerdictMessage.MOST_BYTES);
        LocalSender filling = new LocalSender(VerdictPort.path(directory, WEB));
        EventLog agent = agent()) {
      assertThatThrownBy(() -> fill(filling)).isInstanceOf(SystemCallException.class);
      append(agent, report("a", 0, Verdict.UNHEALTHY));
      assertThat(frozen).isNotNull();
    }
  }

  private static void fill(LocalSender sender) {
    while (!Thread.currentThread().isInterrupted()) {
      sender.send(new byte[1]);
    }
  }

  @Test
  void ridesOutARunDirectoryThatCannotHaveASocket() throws IOException {
    Path tooLong = Files.createDirectory(directory.resolve("x".repeat(108)));
    try (EventLog agent = agent(tooLong)) {
      append(agent, report("a", 0, Verdict.UNHEALTHY));
    }
    assertThat(VerdictPort.open(tooLong, WEB, A, dead::add)).isEmpty();
    assertThat(VerdictPort.open(directory.resolve("missing"), WEB, A, dead::add)).isEmpty();
    Files.writeString(VerdictPort.path(directory, WEB), "somebody's");
    assertThat(port()).isEmpty();
    assertThat(VerdictPort.path(directory, WEB)).hasContent("somebody's");
  }

  @Test
  void tellsNobodyAnyMoreOnceTheLogIsClosed() {
    EventLog agent = agent();
    agent.close();
    assertThat(agent.append(WEB, report("a", 0, Verdict.UNHEALTHY)).toCompletableFuture())
        .isCompletedExceptionally();
  }

  @Test
  void endsMoreThanOnce() {
    VerdictPort port = port().orElseThrow();
    port.close();
    assertThatCode(port::close).doesNotThrowAnyException();
  }

  private Optional<VerdictPort> port() {
    return VerdictPort.open(directory, WEB, A, dead::add);
  }

  private EventLog agent() {
    return agent(directory);
  }

  private EventLog agent(Path runDirectory) {
    String yaml = "node: {cluster: web, id: a}\nrun: {directory: " + runDirectory + "}";
    Config config =
        ConfigLoader.load(Components.CATALOG, Components.AGENT, Sources.ofFile("a.yaml", yaml));
    return new HostKeeper(new Given(), config).open(config, "agent-a", Duration.ZERO);
  }

  private static void append(EventLog log, Health report) {
    var unused =
        log.append(WEB, report).toCompletableFuture().orTimeout(2, TimeUnit.MINUTES).join();
  }

  private static Health report(String node, long sequence, Verdict verdict) {
    return new Health(new NodeId(node), sequence, verdict, List.of(), true);
  }

  /** Gives the log in memory. */
  private final class Given implements LogOpener {
    @Override
    public EventLog open(Config config, String who, Duration patience) {
      return log.another();
    }

    @Override
    public EventLog create(Config config, String who, Duration patience) {
      throw new IllegalStateException("created by " + who);
    }
  }
}
