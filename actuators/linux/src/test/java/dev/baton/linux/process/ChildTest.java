package dev.baton.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void tellsExitStatusAndBothOutputs() throws Exception {
    Child.Ended ended =
        Child.start(List.of("sh", "-c", "echo out; echo err >&2; exit 7"), Map.of()).await(LONG);
    assertThat(ended.exitStatus()).contains(7);
    assertThat(ended.output()).isEqualTo("out\nerr");
  }

  @Test
  void passesArgumentsUntouchedAndAddsToTheEnvironment() throws Exception {
    Child.Ended ended =
        Child.start(
                List.of("sh", "-c", "echo \"$1|$ADDED|${PATH:+path}\"", "x", "a b; c"),
                Map.of("ADDED", "yes"))
            .await(LONG);
    assertThat(ended.output()).isEqualTo("a b; c|yes|path");
  }

  @Test
  void keepsOnlyTheEndOfALongOutput() throws Exception {
    Child.Ended ended =
        Child.start(List.of("sh", "-c", "seq 1 200000; echo the end"), Map.of()).await(LONG);
    assertThat(ended.exitStatus()).contains(0);
    assertThat(ended.output()).hasSizeLessThanOrEqualTo(8192).endsWith("200000\nthe end");
  }

  @Test
  void killsAHungScriptWithAllItsChildren() throws Exception {
    Path pids = directory.resolve("pids");
    String script =
        "sleep 600 & echo $! >> %1$s; (sleep 601 & echo $! >> %1$s) ; (trap '' TERM HUP; sleep 602)"
            .formatted(pids);
    Child child = Child.start(List.of("sh", "-c", script), Map.of());
    await().atMost(LONG).until(() -> lines(pids) == 2);
    Child.Ended ended = child.await(Duration.ofMillis(50));
    assertThat(ended.exitStatus()).isEmpty();
    assertThat(alive(pids)).isEmpty();
    assertThat(ProcessStat.of(child.tree().root()).filter(root -> !root.ended())).isEmpty();
  }

  @Test
  void leavesAloneWhatAScriptLeavesRunningUnlessAskedToKillIt() throws Exception {
    Path pids = directory.resolve("pids");
    Child child = Child.start(List.of("sh", "-c", "sleep 600 & echo $! > " + pids), Map.of());
    try {
      assertThat(child.await(LONG).exitStatus()).contains(0);
      assertThat(alive(pids)).hasSize(1);
    } finally {
      child.kill();
    }
    assertThat(alive(pids)).isEmpty();
  }

  @Test
  void neverKillsWhoeverWasGivenTheNumberOfAProcessThatIsGone() throws Exception {
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      long started = ProcessStat.of(other.pid()).orElseThrow().startTicks();
      assertThat(new ProcessTree(other.pid(), Optional.of(started - 1)).kill()).isZero();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void saysWhenThereIsNoSuchProgram() throws Exception {
    Child.Ended ended = Child.start(List.of("/no/such/program"), Map.of()).await(LONG);
    assertThat(ended.exitStatus()).contains(127);
    assertThat(ended.output()).contains("/no/such/program");
  }

  private static long lines(Path file) throws Exception {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  private static List<Long> alive(Path pids) throws Exception {
    List<Long> alive = new ArrayList<>();
    for (String line : Files.readAllLines(pids)) {
      long pid = Long.parseLong(line.strip());
      ProcessStat.of(pid).filter(process -> !process.ended()).ifPresent(it -> alive.add(pid));
    }
    return alive;
  }
}
