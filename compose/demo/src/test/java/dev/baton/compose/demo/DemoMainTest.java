package dev.baton.compose.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.cli.Baton;
import dev.baton.compose.cli.CliContext;
import dev.baton.compose.wiring.KafkaLogs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a source tree has it. Nothing is started, and no log is opened. */
class DemoMainTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int baton(String... arguments) {
    CliContext context =
        new CliContext(
            new TreeMap<>(Map.of()),
            new PrintWriter(out),
            new PrintWriter(err),
            new KafkaLogs(),
            InstantSource.system(),
            false,
            directory.resolve("baton.yaml"));
    return Baton.run(context, DemoMain.verbs(context), arguments);
  }

  @Test
  void helpListsWhatIsForTryingOutBeforeTheVerbsOfTheCommand() {
    assertThat(baton("help")).isZero();

    String listed = out.toString();
    assertThat(listed.substring(listed.indexOf("Commands:")).lines())
        .filteredOn(line -> line.matches(" {2}[a-z].*"))
        .extracting(line -> line.strip().replaceFirst(" .*", ""))
        .startsWith("demo", "broker", "arbiter")
        .contains("node", "status");
  }

  @Test
  void theBrokersConfigurationCanBeChecked() throws IOException {
    Path file = Files.writeString(directory.resolve("broker.yaml"), "broker.listen: 127.0.0.1:0\n");

    int status =
        baton("broker", "--check-config", "--http.listen=off", "--config", file.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("the configuration of baton broker is right");
    assertThat(status).isZero();
  }

  @Test
  void aCloudThatNobodyKnowsIsRefusedBeforeAnythingStarts() {
    assertThat(baton("demo", "--scenario", "moon-route")).isEqualTo(2);
  }
}
