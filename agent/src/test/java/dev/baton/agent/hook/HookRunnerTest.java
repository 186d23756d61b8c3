package dev.baton.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.hook.HookRecord.Begun;
import dev.baton.linux.process.Child;
import dev.baton.linux.process.ProcessStat;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.fact.Hook;
import dev.baton.model.fact.HookFinished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookRunnerTest {

  private static final ClusterId CLUSTER = new ClusterId("c");
  private static final NodeId NODE = new NodeId("a");

  @TempDir Path directory;

  @Test
  void tellsTheScriptWhoseItIsAndReportsHowItEnded() throws Exception {
    String script = "echo $BATON_CLUSTER $BATON_NODE $BATON_EPOCH $BATON_HOOK; exit 3";
    try (HookRunner runner = runner(settings(script, false))) {
      HookFinished finished = run(runner, order(8, 1, 30_000));
      assertThat(finished.exitStatus()).contains(3);
      assertThat(finished.output()).isEqualTo("c a 8 promote");
      assertThat(finished.epoch()).isEqualTo(new Epoch(8));
      assertThat(finished.hook()).isEqualTo(Hook.PROMOTE);
      assertThat(finished.node()).isEqualTo(NODE);
    }
  }

  @Test
  void answersARepeatedOrderFromMemoryAlsoAfterARestart() throws Exception {
    HookSettings settings = settings("echo run >> runs; wc -l < runs", false);
    HookFinished first;
    try (HookRunner runner = runner(settings)) {
      first = run(runner, order(8, 1, 30_000));
      assertThat(run(runner, order(8, 1, 30_000))).isEqualTo(first);
    }
    try (HookRunner runner = runner(settings)) {
      HookFinished again = run(runner, order(8, 1, 30_000));
      assertThat(again.output()).isEqualTo(first.output());
      assertThat(again.exitStatus()).isEqualTo(first.exitStatus());
    }
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void runsAnewForALaterOrderOfTheSameEpochAndForALaterEpoch() throws Exception {
    try (HookRunner runner = runner(settings("echo run >> runs", false))) {
      run(runner, order(8, 1, 30_000));
      run(runner, order(8, 5, 30_000));
      run(runner, order(9, 6, 30_000));
    }
    assertThat(runs()).isEqualTo(3);
  }

  @Test
  void killsAScriptWithItsChildrenAtItsTimeout() throws Exception {
    Path pid = directory.resolve("pid");
    String script = "echo slow; sleep 600 & echo $! > pid; wait";
    try (HookRunner runner = runner(settings(script, false))) {
      HookFinished finished = run(runner, order(8, 1, 300));
      assertThat(finished.exitStatus()).isEmpty();
      assertThat(finished.output()).isEqualTo("slow\nkilled after 300 ms");
    }
    assertThat(alive(pid)).isFalse();
  }

  @Test
  void leavesTheServiceRunningThatAScriptHasStarted() throws Exception {
    Path pid = directory.resolve("pid");
    try (HookRunner runner = runner(settings("sleep 600 & echo $! > pid", false))) {
      assertThat(run(runner, order(8, 1, 30_000)).succeeded()).isTrue();
    }
    assertThat(alive(pid)).isTrue();
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void succeedsWhenNoScriptIsConfigured() throws Exception {
    try (HookRunner runner = runner(HookSettings.NONE)) {
      HookFinished finished = run(runner, order(8, 1, 30_000));
      assertThat(finished.succeeded()).isTrue();
      assertThat(finished.output()).isEqualTo("no script configured");
    }
  }

  @Test
  void keepsNoMoreOfTheOutputThanTheLogTakes() throws Exception {
    try (HookRunner runner = runner(settings("seq 1 100000", false))) {
      assertThat(run(runner, order(8, 1, 30_000)).output()).hasSize(2048).endsWith("\n100000");
    }
  }

  @Test
  void killsTheRunningScriptOnCloseAndTellsSo() throws Exception {
    Path pid = directory.resolve("pid");
    HookRunner runner = runner(settings("echo $$ > pid; sleep 600", false));
    CompletableFuture<HookFinished> finished = new CompletableFuture<>();
    runner.run(order(8, 1, 600_000), finished::complete);
    await().until(() -> Files.exists(pid) && Files.size(pid) > 1);
    runner.close();
    assertThat(finished.get(2, TimeUnit.MINUTES).output())
        .isEqualTo("killed: the agent was stopped");
    assertThat(alive(pid)).isFalse();
  }

  @Test
  void reportsAScriptThatItDiedInAsFailedAndKillsWhatIsLeftOfIt() throws Exception {
    Child left = interrupted();
    try (HookRunner runner = runner(settings("echo run >> runs", false))) {
      assertThat(ended(left)).isTrue();
      HookFinished finished = run(runner, order(8, 1, 30_000));
      assertThat(finished.exitStatus()).isEmpty();
      assertThat(finished.output()).isEqualTo(HookRunner.INTERRUPTED);
      assertThat(run(runner, order(8, 1, 30_000)).output()).isEqualTo(HookRunner.INTERRUPTED);
    }
    assertThat(runs()).isZero();
  }

  @Test
  void runsAScriptThatItDiedInAgainWhenToldTo() throws Exception {
    Child left = interrupted();
    try (HookRunner runner = runner(settings("echo run >> runs", true))) {
      assertThat(ended(left)).isTrue();
      assertThat(run(runner, order(8, 1, 30_000)).succeeded()).isTrue();
    }
    assertThat(runs()).isEqualTo(1);
  }

  /** What an agent leaves that was killed in the middle of a script. */
  private Child interrupted() throws IOException {
    Child child = Child.start(List.of("sleep", "600"), Map.of());
    HookJournal journal = HookJournal.open(directory.resolve("hooks-c-a"));
    journal.put(new Begun(order(8, 1, 0).key(), Optional.of(child.tree())));
    return child;
  }

  private HookRunner runner(HookSettings settings) throws IOException {
    return HookRunner.open(settings, CLUSTER, NODE, directory);
  }

  private HookSettings settings(String script, boolean rerunInterrupted) {
    return new HookSettings(
        Optional.of(List.of("sh", "-c", "cd " + directory + "; " + script)),
        Optional.empty(),
        rerunInterrupted);
  }

  private static HookOrder order(long epoch, long since, long timeoutMs) {
    return new HookOrder(
        new HookKey(new Epoch(epoch), Hook.PROMOTE, new Position(since)),
        Duration.ofMillis(timeoutMs));
  }

  private static HookFinished run(HookRunner runner, HookOrder order) throws Exception {
    CompletableFuture<HookFinished> finished = new CompletableFuture<>();
    runner.run(order, finished::complete);
    return finished.get(2, TimeUnit.MINUTES);
  }

  private long runs() throws IOException {
    Path runs = directory.resolve("runs");
    return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
  }

  private static boolean ended(Child child) {
    return ProcessStat.of(child.tree().root()).filter(it -> !it.ended()).isEmpty();
  }

  private static boolean alive(Path file) throws IOException {
    long pid = Long.parseLong(Files.readString(file).strip());
    return ProcessStat.of(pid).filter(process -> !process.ended()).isPresent();
  }
}
