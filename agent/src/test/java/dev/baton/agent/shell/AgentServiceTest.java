package dev.baton.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.core.Weight;
import dev.baton.agent.hook.HookSettings;
import dev.baton.agent.probe.PidSource;
import dev.baton.agent.probe.ProbeCommon;
import dev.baton.agent.probe.ProbeSchedule;
import dev.baton.agent.probe.ProbeSettings;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.memory.Fault;
import dev.baton.log.memory.InMemoryEventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.ProbeStatus;
import dev.baton.model.fact.Verdict;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentServiceTest {

  private static final ClusterId CLUSTER = new ClusterId("c");
  private static final NodeId NODE = new NodeId("a");

  @TempDir Path directory;

  private final InMemoryEventLog log = new InMemoryEventLog(3);
  private final InMemoryEventLog observer = log.another();
  private final CountingWatch watch = new CountingWatch();
  private final List<Fact> facts = new CopyOnWriteArrayList<>();
  private final List<Process> children = new ArrayList<>();
  private final List<AgentService> agents = new ArrayList<>();

  @BeforeEach
  void observe() {
    observer.readEvents(observer.partitionOf(CLUSTER), EventLog.StartAt.BEGINNING, this::note);
  }

  @AfterEach
  void stop() {
    agents.forEach(AgentService::close);
    children.forEach(Process::destroyForcibly);
    log.close();
    observer.close();
  }

  @Test
  void tellsTheEndOfAProcessAndItsReturn() throws Exception {
    Path file = directory.resolve("pid");
    Process child = named(file);
    AgentService agent = start(settings(List.of(process(file)), HookSettings.NONE));
    awaitHealth(report -> report.verdict() == Verdict.HEALTHY);
    child.destroyForcibly();
    Health down = awaitHealth(report -> report.verdict() == Verdict.UNHEALTHY);
    assertThat(down.changed()).isTrue();
    assertThat(down.probes().get(0).detail()).isEqualTo("process " + child.pid() + " has ended");
    named(file);
    Health up =
        awaitHealth(
            report -> report.verdict() == Verdict.HEALTHY && report.sequence() > down.sequence());
    assertThat(up.changed()).isTrue();
    await().until(() -> agent.status().ready());
    assertThat(agent.status().verdict()).contains(Verdict.HEALTHY);
  }

  @Test
  void aHealthyNodeIsHealthyFromTheFirstReportOn() throws Exception {
    Path file = directory.resolve("pid");
    named(file);
    start(settings(List.of(process(file)), HookSettings.NONE));
    Health first = awaitHealth(report -> true);
    assertThat(first.verdict()).isEqualTo(Verdict.HEALTHY);
    assertThat(first.changed()).isFalse();
  }

  @Test
  void repeatsItselfEachHeartbeat() throws Exception {
    start(settings(List.of(), HookSettings.NONE));
    awaitHealth(report -> report.sequence() == 4);
  }

  @Test
  void saysWhatTheLogDidNotTakeWithItsNextReport() throws Exception {
    Path file = directory.resolve("pid");
    Process child = named(file);
    AgentService agent = start(settings(List.of(process(file)), HookSettings.NONE));
    awaitHealth(report -> report.verdict() == Verdict.HEALTHY);
    log.setFault(Fault.APPENDS_FAIL);
    child.destroyForcibly();
    await().until(() -> agent.status().verdict().equals(Optional.of(Verdict.UNHEALTHY)));
    await().until(() -> watch.count("lost") >= 2);
    log.setFault(Fault.NONE);
    assertThat(awaitHealth(report -> report.verdict() == Verdict.UNHEALTHY).changed()).isTrue();
  }

  @Test
  void runsAScriptWhenToldToAndTellsItsOutcome() throws Exception {
    start(settings(List.of(), hooks("echo promoting")));
    write(10, promote(8));
    HookFinished finished = awaitHook();
    assertThat(finished.epoch()).isEqualTo(new Epoch(8));
    assertThat(finished.output()).isEqualTo("promoting");
    assertThat(finished.succeeded()).isTrue();
  }

  @Test
  void repeatsTheOutcomeUntilTheLogHasIt() throws Exception {
    AgentService agent = start(settings(List.of(), hooks("touch ran")));
    await().until(() -> agent.status().following());
    log.setFault(Fault.APPENDS_FAIL);
    write(10, promote(8));
    await().until(() -> Files.exists(directory.resolve("ran")));
    await().until(() -> agent.status().running().isEmpty() && watch.count("lost") >= 3);
    log.setFault(Fault.NONE);
    assertThat(awaitHook().succeeded()).isTrue();
  }

  @Test
  void doesNotRunWhatWasOvertakenWhileItWasAway() throws Exception {
    write(10, promote(8));
    write(11, new Command.Promote(new Epoch(8), new NodeId("b"), Duration.ofSeconds(5)));
    AgentService agent = start(settings(List.of(), hooks("touch ran")));
    await().until(() -> agent.status().following());
    write(12, promote(9));
    assertThat(awaitHook().epoch()).isEqualTo(new Epoch(9));
  }

  @Test
  void runsWhatWasAskedForWhileItWasAway() throws Exception {
    write(10, promote(8));
    start(settings(List.of(), hooks("echo late")));
    assertThat(awaitHook().output()).isEqualTo("late");
  }

  @Test
  void takesNothingThatAZombieWritesAfterTheSnapshot() throws Exception {
    try (EventLog.AuditWriter writer = observer.auditWriter(observer.partitionOf(CLUSTER))) {
      writer.claim();
      writer.commit(
          List.of(),
          List.of(
              new Snapshot(
                  ClusterState.empty(CLUSTER),
                  new PartitionState(new Position(50), 0, PartitionState.FIRST_RULES),
                  0)));
    }
    write(10, promote(8));
    AgentService agent = start(settings(List.of(), hooks("touch ran")));
    await().until(() -> agent.status().following());
    write(51, promote(9));
    assertThat(awaitHook().epoch()).isEqualTo(new Epoch(9));
  }

  @Test
  void killsTheRunningScriptOnCloseAndTellsSo() throws Exception {
    AgentService agent = start(settings(List.of(), hooks("touch ran; sleep 600")));
    write(10, promote(8));
    await().until(() -> Files.exists(directory.resolve("ran")));
    agent.close();
    HookFinished finished = awaitHook();
    assertThat(finished.exitStatus()).isEmpty();
    assertThat(finished.output()).isEqualTo("killed: the agent was stopped");
  }

  @Test
  void worksOnFromWhereItCouldNotReachTheLog() throws Exception {
    log.setFault(Fault.CUT_OFF);
    AgentService agent = start(settings(List.of(), hooks("echo late")));
    write(10, promote(8));
    assertThat(agent.status().ready()).isFalse();
    log.setFault(Fault.NONE);
    awaitHealth(report -> true);
    assertThat(awaitHook().output()).isEqualTo("late");
    await().until(() -> agent.status().ready());
  }

  @Test
  void tellsWhoLooksOnWhatIsCountedAndTimed() throws Exception {
    Path file = directory.resolve("pid");
    named(file);
    start(settings(List.of(process(file)), hooks("true")));
    awaitHealth(report -> report.sequence() > 1);
    write(0, promote(1));
    awaitHook();
    await().until(() -> watch.count("p passed") > 0 && !watch.acknowledged.isEmpty());
    await().until(() -> watch.count("TAKEN") == 1 && watch.finished.size() == 1);
    assertThat(watch.finished.get(0).succeeded()).isTrue();
  }

  @Test
  void namesTheProbeWhoseSettingsCannotBeUsed() {
    ProbeSettings.HttpTrust trust =
        new ProbeSettings.HttpTrust(
            Optional.of(directory.resolve("missing.pem")),
            ProbeSettings.HttpTrust.Verification.FULL,
            ProbeSettings.HttpTrust.Redirects.REFUSED);
    ProbeSettings probe =
        new ProbeSettings.Http(
            ProbeCommon.named("web"),
            URI.create("https://127.0.0.1/"),
            ProbeSettings.Http.SUCCESS,
            Optional.empty(),
            trust);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(settings(List.of(probe), HookSettings.NONE)))
        .withMessageContaining("probes.web.ca-file: ");
  }

  private AgentService start(AgentSettings settings) throws IOException {
    AgentService agent = AgentService.start(settings, log, watch);
    agents.add(agent);
    return agent;
  }

  private AgentSettings settings(List<ProbeSettings> probes, HookSettings hooks) {
    return new AgentSettings(
        CLUSTER, NODE, probes, Duration.ofMillis(100), hooks, directory.resolve("run"));
  }

  private HookSettings hooks(String promote) {
    return new HookSettings(
        Optional.of(List.of("sh", "-c", "cd " + directory + "; " + promote)),
        Optional.empty(),
        false);
  }

  private static ProbeSettings process(Path file) {
    ProbeSchedule schedule =
        new ProbeSchedule(Duration.ofMillis(20), Duration.ofSeconds(5), 1, 1, ProbeStatus.FAILING);
    return new ProbeSettings.RunningProcess(
        new ProbeCommon("p", Weight.REQUIRED, schedule), new PidSource.PidFile(file));
  }

  private Process named(Path file) throws IOException {
    Process child = new ProcessBuilder("sleep", "600").start();
    children.add(child);
    Files.writeString(file, child.pid() + "\n");
    return child;
  }

  private static Command promote(long epoch) {
    return new Command.Promote(new Epoch(epoch), NODE, Duration.ofMinutes(5));
  }

  private void write(long position, Command command) {
    Source source = new Source(0, new Position(position), 0);
    observer
        .write(
            observer.partitionOf(CLUSTER), new CommandRecord(Optional.of(CLUSTER), source, command))
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.MINUTES)
        .join();
  }

  private void note(Delivered<FactRecord> delivered) {
    if (delivered instanceof Delivered.Decoded<FactRecord> decoded) {
      facts.add(decoded.value().fact());
    }
  }

  private Health awaitHealth(Predicate<Health> wanted) {
    return awaitFact(Health.class, wanted);
  }

  private HookFinished awaitHook() {
    return awaitFact(HookFinished.class, finished -> true);
  }

  private <T> T awaitFact(Class<T> type, Predicate<T> wanted) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> find(type, wanted).isPresent());
    return find(type, wanted).orElseThrow();
  }

  private <T> Optional<T> find(Class<T> type, Predicate<T> wanted) {
    return facts.stream().filter(type::isInstance).map(type::cast).filter(wanted).findFirst();
  }
}
