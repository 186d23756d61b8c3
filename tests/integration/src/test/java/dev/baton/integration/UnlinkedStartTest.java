package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.Main;
import dev.baton.jvm.JavaCommand;
import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.log.kafka.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host on which native libraries cannot be loaded, as where they lie on a noexec file system. */
class UnlinkedStartTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"agent, true", "agent, false", "node, true", "node, false"})
  void endsWithTheCauseInsteadOfStayingHalfAlive(String verb, boolean realTime) throws Exception {
    Files.writeString(directory.resolve("pid"), ProcessHandle.current().pid() + "\n");
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(command(verb, realTime))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it has ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(said))
        .contains("the native library of JNA cannot be loaded")
        .contains("-Djna.tmpdir=");
    assertThat(process.exitValue()).isEqualTo(5);
  }

  private List<String> command(String verb, boolean realTime) {
    List<String> command = new ArrayList<>(List.of(verb));
    KafkaLogSettings log = TestBroker.newPartition();
    command.addAll(List.of("--kafka.bootstrap=" + log.bootstrapServers()));
    command.addAll(List.of("--kafka.topic-prefix=" + log.topics().prefix(), "--node.cluster=web"));
    command.addAll(
        List.of("--node.id=a", "--http.listen=127.0.0.1:0", "--run.directory=" + directory));
    command.addAll(
        List.of(
            "--agent.probes.service.kind=process",
            "--agent.probes.service.pid-file=" + directory.resolve("pid"),
            "--process.real-time=" + realTime));
    if (verb.equals("node")) {
      command.addAll(List.of("--arp.interface=lo", "--arp.state-directory=" + directory));
    }
    return JavaCommand.service(Main.class.getName())
        .with("-Djna.nosys=true", "-Djna.noclasspath=true")
        .with("-Djna.boot.library.path=" + directory)
        .words(command);
  }
}
