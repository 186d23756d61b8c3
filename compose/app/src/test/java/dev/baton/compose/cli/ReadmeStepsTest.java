package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.arbiter.server.shell.ArbiterService;
import dev.baton.arbiter.server.shell.ArbiterSettings;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.broker.EmbeddedBrokerSettings;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Sources;
import dev.baton.compose.wiring.Components;
import dev.baton.compose.wiring.KafkaLogs;
import dev.baton.log.EventLog;
import dev.baton.model.ArbiterId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The steps of the README's "Install and first cluster" and the commands of its "Operating", as
 * they stand there, against a real broker. Only the brokers' addresses and the folder of the files
 * are put in.
 */
class ReadmeStepsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path README = Path.of("..", "..", "README.md");
  private static final String BROKERS = "k1:9092,k2:9092,k3:9092";
  private static final Pattern COMMAND = Pattern.compile("`baton ([^`]+)`");
  private static final Pattern SETTING = Pattern.compile("`(kafka\\.bootstrap: [^`]+)`");
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  @TempDir private Path directory;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private static String steps() throws IOException {
    String readme = Files.readString(README);
    return section(readme, "## Install and first cluster") + section(readme, "## Operating");
  }

  private static String section(String page, String heading) {
    int begin = page.indexOf("\n" + heading + "\n");
    assertThat(begin).as(heading).isNotNegative();
    return page.substring(begin, page.indexOf("\n## ", begin + 3));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static List<String> commands(String steps) {
    List<String> found = new ArrayList<>();
    Matcher matcher = COMMAND.matcher(steps);
    while (matcher.find()) {
      found.add(matcher.group(1).replaceAll("\\s+", " "));
    }
    return found;
  }

  @Test
  void theStepsWorkAsTheyAreWritten() throws Exception {
    String steps = steps();
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(EmbeddedBrokerSettings.onLoopback(directory.resolve("kafka")))) {
      String brokers = broker.bootstrapServers();
      write("baton.yaml", first(SETTING, steps).replace(BROKERS, brokers));
      write("node.yaml", first(YAML, steps).stripIndent().replace(BROKERS, brokers));
      List<String> commands = commands(steps);
      assertThat(commands).hasSizeGreaterThan(10);
      EventLog log = new KafkaLogs().create(settings(brokers), "arbiter", PATIENCE);
      ArbiterService arbiter =
          ArbiterService.start(ArbiterSettings.named(new ArbiterId("x1")), log);
      try (EventLog nodes = new KafkaLogs().open(settings(brokers), "nodes", PATIENCE);
          EventLog.Reader a = BatonWorld.live(nodes, "a", clock);
          EventLog.Reader b = BatonWorld.live(nodes, "b", clock)) {
        assertThat(List.of(a, b)).hasSize(2);
        for (String command : commands) {
          step(command.replace(BROKERS, brokers));
        }
      } finally {
        clock.shutdownNow();
        arbiter.close();
        log.close();
      }
    }
  }

  private void step(String command) throws IOException {
    if (command.equals("cleanup")) {
      // It would touch the host that the tests run on; its own tests have namespaces.
      return;
    }
    boolean service = command.startsWith("arbiter ") || command.startsWith("node ");
    if (service) {
      // The services run beside this, without this machine's network; here, what they are told.
      assertThat(run(command + " --print-config").status()).as(command).isZero();
    } else if (command.endsWith("--watch") || command.endsWith("--follow")) {
      follow(command);
    } else {
      ordinary(command);
    }
  }

  private void ordinary(String command) throws IOException {
    int redirected = command.indexOf(" > ");
    BatonWorld.Run run = run(redirected < 0 ? command : command.substring(0, redirected));
    assertThat(run.err()).as(command).doesNotContain("refused");
    assertThat(run.status()).as(command + run.err()).isZero();
    if (redirected >= 0) {
      write(command.substring(redirected + 3), run.out());
    } else if (command.startsWith("define -f")) {
      await().atMost(PATIENCE).until(() -> run("status").status() == 0);
    }
  }

  private void follow(String command) {
    StringWriter out = new StringWriter();
    Thread thread = new Thread(() -> Baton.run(context(out, new StringWriter()), words(command)));
    thread.start();
    try {
      await()
          .atMost(PATIENCE)
          .until(() -> out.toString().contains("web") || out.toString().contains("epoch"));
    } finally {
      thread.interrupt();
    }
    await().atMost(PATIENCE).until(() -> !thread.isAlive());
  }

  private BatonWorld.Run run(String command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Baton.run(context(out, err), words(command));
    return new BatonWorld.Run(status, out.toString(), err.toString());
  }

  /** Files are in a folder of this test's own. */
  private String[] words(String command) {
    return command
        .replace("/etc/baton/", directory + "/")
        .replace("-f ", "-f " + directory + "/")
        .split(" ", -1);
  }

  private CliContext context(StringWriter out, StringWriter err) {
    return new CliContext(
        new TreeMap<>(Map.of()),
        new PrintWriter(out),
        new PrintWriter(err),
        new KafkaLogs(),
        InstantSource.system(),
        false,
        directory.resolve("baton.yaml"));
  }

  private static Config settings(String brokers) {
    return ConfigLoader.load(
        Components.CATALOG,
        Components.ARBITER,
        new Sources(
            Optional.empty(),
            new TreeMap<>(Map.of()),
            List.of("kafka.bootstrap=" + brokers, "arbiter.single-broker=true")));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
