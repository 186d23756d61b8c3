package dev.baton.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.agent.probe.PidSource.FixedPid;
import dev.baton.agent.probe.PidSource.PidCommand;
import dev.baton.agent.probe.PidSource.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessProbeTest {

  @TempDir Path directory;
  private final Samples samples = new Samples();
  private final List<Process> children = new ArrayList<>();

  @AfterEach
  void stopChildren() {
    children.forEach(Process::destroyForcibly);
  }

  @Test
  void tellsThatAProcessHasEndedAndThatAnotherIsThere() throws Exception {
    Path file = directory.resolve("pid");
    Process first = named(file);
    try (Probe probe = probe(new PidFile(file))) {
      probe.start(samples);
      assertThat(samples.awaitPassed().detail()).startsWith("process " + first.pid() + " runs");
      first.destroyForcibly();
      samples.awaitFailed("process " + first.pid() + " has ended");
      samples.awaitFailed("the process that " + file + " names has ended");
      Process second = named(file);
      assertThat(samples.awaitPassed().detail()).startsWith("process " + second.pid() + " runs");
    }
  }

  @Test
  void isSilentWhileTheProcessRuns() throws Exception {
    Path file = directory.resolve("pid");
    named(file);
    try (Probe probe = probe(new PidFile(file))) {
      probe.start(samples);
      samples.awaitPassed();
      await()
          .pollDelay(Duration.ofMillis(100))
          .during(Duration.ofMillis(100))
          .until(() -> samples.count() == 1);
    }
  }

  @Test
  void failsWhileTheFileIsMissingOrNamesNothingThatRuns() throws Exception {
    Path file = directory.resolve("pid");
    try (Probe probe = probe(new PidFile(file))) {
      probe.start(samples);
      samples.awaitFailed("there is no " + file);
      Files.writeString(file, "not a number\n");
      samples.awaitFailed("names no process");
      Process gone = sleeping();
      assertThat(gone.destroyForcibly().waitFor(2, TimeUnit.MINUTES)).isTrue();
      Files.writeString(file, gone.pid() + "\n");
      samples.awaitFailed("there is no process " + gone.pid());
      named(file);
      samples.awaitPassed();
    }
  }

  @Test
  void watchesAProcessThatIsNamedOnceAndForAll() throws Exception {
    Process child = sleeping();
    try (Probe probe = probe(new FixedPid(child.pid()))) {
      probe.start(samples);
      samples.awaitPassed();
      child.destroyForcibly();
      samples.awaitFailed();
      samples.awaitFailed("process " + child.pid() + " has ended");
    }
  }

  @Test
  void asksACommandForTheProcessWhileNoneIsKnown() throws Exception {
    Path answer = directory.resolve("answer");
    Files.writeString(answer, "0\n");
    try (Probe probe = probe(new PidCommand(List.of("cat", answer.toString())))) {
      probe.start(samples);
      samples.awaitFailed("cat names no process");
      named(answer);
      samples.awaitPassed();
      Files.delete(answer);
      children.get(0).destroyForcibly();
      samples.awaitFailed("has ended");
      samples.awaitFailed("cat failed");
    }
  }

  @Test
  void readsThePidFromStandardOutputAloneWhateverTheCommandWarnsOf() throws Exception {
    Process child = sleeping();
    String script = "echo 'perl: warning: Setting locale failed.' >&2; echo " + child.pid();
    try (Probe probe = probe(new PidCommand(List.of("sh", "-c", script)))) {
      probe.start(samples);
      assertThat(samples.awaitPassed().detail()).startsWith("process " + child.pid() + " runs");
    }
  }

  @Test
  void saysWhatACommandSaidThatFailsOrNamesNoNumber() {
    String fails = "echo something; echo 'no such cluster' >&2; exit 2";
    try (Probe probe = probe(new PidCommand(List.of("sh", "-c", fails)))) {
      probe.start(samples);
      samples.awaitFailed("sh failed: no such cluster");
    }
    try (Probe probe = probe(new PidCommand(List.of("echo", "12 34")))) {
      probe.start(samples);
      samples.awaitFailed("echo names no process: its first line is \"12 34\", not a number");
    }
    try (Probe probe = probe(new PidCommand(List.of("false")))) {
      probe.start(samples);
      samples.awaitFailed("false failed: exit status 1");
    }
  }

  @Test
  void readsNoMoreOfAPidFileThanANumberNeeds() {
    try (Probe probe = probe(new PidFile(Path.of("/dev/zero")))) {
      probe.start(samples);
      samples.awaitFailed("/dev/zero names no process");
    }
  }

  @Test
  void closesWhileItSleepsInTheKernel() throws Exception {
    Probe probe = probe(new FixedPid(sleeping().pid()));
    probe.start(samples);
    samples.awaitPassed();
    probe.close();
    assertThat(children.get(0).destroyForcibly().waitFor(2, TimeUnit.MINUTES)).isTrue();
    await().during(Duration.ofMillis(100)).until(() -> samples.count() == 1);
  }

  private static Probe probe(PidSource source) {
    return Probes.of(new ProbeSettings.RunningProcess(Given.quick(), source));
  }

  private Process sleeping() throws IOException {
    Process child = new ProcessBuilder("sleep", "600").start();
    children.add(child);
    return child;
  }

  /** Starts a process and writes its number the way careful daemons do. */
  private Process named(Path file) throws IOException {
    Process child = sleeping();
    Path fresh = directory.resolve("fresh");
    Files.writeString(fresh, child.pid() + "\n");
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return child;
  }
}
