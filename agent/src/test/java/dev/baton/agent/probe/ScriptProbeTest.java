package dev.baton.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.linux.process.ProcessStat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptProbeTest {

  @TempDir Path directory;
  private final Samples samples = new Samples();

  @Test
  void followsTheScriptsExitStatus() throws Exception {
    Path flag = directory.resolve("flag");
    try (Probe probe = probe(Given.quick(), "echo $BATON_PROBE sees; test -e " + flag)) {
      probe.start(samples);
      assertThat(samples.awaitFailed().detail()).isEqualTo("exit status 1: it sees");
      Files.createFile(flag);
      samples.awaitPassed();
    }
  }

  @Test
  void killsAHungScriptWithItsChildrenAndCountsItAsFailed() throws Exception {
    Path pid = directory.resolve("pid");
    String script = "echo waiting; sleep 600 & echo $! > %1$s.new; mv %1$s.new %1$s; wait";
    try (Probe probe = probe(Given.timeout(500), script.formatted(pid))) {
      probe.start(samples);
      samples.awaitFailed("killed after 500 ms: waiting");
      samples.awaitFailed("killed after 500 ms");
    }
    assertThat(alive(pid)).isFalse();
  }

  @Test
  void leavesNothingBehindThatTheScriptPutInTheBackground() throws Exception {
    Path pid = directory.resolve("pid");
    try (Probe probe = probe(Given.quick(), "sleep 600 & echo $! > " + pid)) {
      probe.start(samples);
      samples.awaitPassed();
      samples.awaitPassed();
    }
    assertThat(alive(pid)).isFalse();
  }

  @Test
  void killsTheRunningScriptOnClose() throws Exception {
    Path pid = directory.resolve("pid");
    try (Probe probe =
        probe(Given.quick(), "echo $$ > %1$s.new; mv %1$s.new %1$s; sleep 600".formatted(pid))) {
      probe.start(samples);
      org.awaitility.Awaitility.await().until(() -> Files.exists(pid));
    }
    assertThat(alive(pid)).isFalse();
  }

  private static Probe probe(ProbeCommon common, String script) {
    return Probes.of(new ProbeSettings.Script(common, List.of("sh", "-c", script)));
  }

  private static boolean alive(Path file) throws Exception {
    long pid = Long.parseLong(Files.readString(file).strip());
    return ProcessStat.of(pid).filter(process -> !process.ended()).isPresent();
  }
}
