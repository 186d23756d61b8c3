package dev.baton.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.broker.EmbeddedBroker;
import dev.baton.broker.EmbeddedBrokerSettings;
import dev.baton.jvm.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command as processes of their own, on a real broker. They have the class path that it has on
 * a node, not that of the tests.
 */
class ArbiterProcessTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern LISTENING = Pattern.compile("Serving health listen=\"([^\"]+)\"");

  @TempDir private Path directory;

  /** Maven writes what stands on it beside the command's own classes. */
  private static String classPath() throws IOException {
    return Path.of("target", "classes")
        + File.pathSeparator
        + Files.readString(Path.of("target", "runtime-classpath")).strip();
  }

  private static List<String> command(String... arguments) throws IOException {
    return JavaCommand.service(Main.class.getName()).on(classPath()).words(arguments);
  }

  private Process start(String output, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("BATON_"));
    builder.environment().put("BATON_PROCESS_WARM_UP", "false");
    return builder.redirectOutput(directory.resolve(output).toFile()).start();
  }

  private String said(String output) throws IOException {
    return Files.readString(directory.resolve(output));
  }

  private int run(String output, String... arguments) throws IOException, InterruptedException {
    Process process = start(output, arguments);
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String address(String output) {
    return await()
        .atMost(PATIENCE)
        .until(() -> LISTENING.matcher(said(output)), Matcher::find)
        .group(1);
  }

  private static HttpResponse<String> get(String address, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void anArbiterServesAnswersAndEndsInOrderOnSigterm() throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(EmbeddedBrokerSettings.onLoopback(directory.resolve("kafka")))) {
      String kafka = "--kafka.bootstrap=" + broker.bootstrapServers();
      Process arbiter =
          start(
              "arbiter",
              "arbiter",
              "--single-broker",
              "--kafka.partitions=1",
              "--arbiter.id=x1",
              "--http.listen=127.0.0.1:0",
              kafka);
      try {
        String address = address("arbiter");
        await().atMost(PATIENCE).until(() -> get(address, "/health/ready").statusCode() == 200);
        Path example = directory.resolve("web.yaml");
        assertThat(run("example", "define", "--example")).isZero();
        Files.writeString(example, said("example"));

        assertThat(run("define", "define", "-f", example.toString(), kafka)).isZero();
        assertThat(run("status", "status", kafka)).isEqualTo(7);
        endsWithTheStatesCodeWhenItsReaderEnds(kafka);
        assertThat(run("refused", "switchover", "web", kafka)).isEqualTo(1);

        assertThat(said("define")).contains("web: version 1 in force after ");
        assertThat(said("status"))
            .contains("web (10.20.0.10): nobody holds", "arbiter x1, partition 0: leads");
        standsInThePageOfMetrics(get(address, "/metrics").body());

        arbiter.destroy();

        assertThat(arbiter.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(arbiter.exitValue()).isZero();
        assertThat(said("arbiter")).contains("Told to end", "Ended service=\"arbiter\"");
      } finally {
        arbiter.destroyForcibly();
      }
    }
  }

  private static void standsInThePageOfMetrics(String metrics) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "metrics.md"));
    List<String> names =
        metrics
            .lines()
            .filter(line -> line.startsWith("baton_"))
            .map(line -> line.split("[{ ]", 2)[0])
            .distinct()
            .toList();
    assertThat(names).contains("baton_ready", "baton_arbiter_leading");
    assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  /** As {@code baton status --watch | head -1}, of a cluster where nothing changes. */
  private void endsWithTheStatesCodeWhenItsReaderEnds(String kafka) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command("status", "--watch", kafka));
    builder.redirectError(directory.resolve("watch-errors").toFile());
    Process watching = builder.start();
    try {
      try (InputStream shown = watching.getInputStream()) {
        assertThat(shown.readNBytes(3)).asString(StandardCharsets.UTF_8).isEqualTo("web");
      }
      assertThat(watching.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(watching.exitValue()).isEqualTo(7);
      assertThat(said("watch-errors")).isEmpty();
    } finally {
      watching.destroyForcibly();
    }
  }

  @Test
  void aServiceThatWaitsForKafkaEndsOnSigtermToo() throws Exception {
    Process arbiter =
        start("waiting", "arbiter", "--kafka.bootstrap=127.0.0.1:1", "--http.listen=127.0.0.1:0");
    try {
      await().atMost(PATIENCE).until(() -> said("waiting").contains("Waiting for Kafka"));

      arbiter.destroy();

      assertThat(arbiter.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(arbiter.exitValue()).isZero();
    } finally {
      arbiter.destroyForcibly();
    }
  }

  @Test
  void withoutKafkaAVerbSaysSoInOneLine() throws Exception {
    int status = run("nowhere", "status", "--kafka.bootstrap=127.0.0.1:1", "--deadline=1s");

    assertThat(status).isEqualTo(4);
    assertThat(said("nowhere").lines())
        .singleElement()
        .asString()
        .startsWith("baton: Kafka at 127.0.0.1:1 does not answer (waited 1s): ");
  }

  @Test
  void anArbiterRefusesTopicsThatCouldLoseRecords() throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(EmbeddedBrokerSettings.onLoopback(directory.resolve("kafka")))) {
      int status =
          run(
              "unsafe",
              "arbiter",
              "--http.listen=off",
              "--kafka.bootstrap=" + broker.bootstrapServers());

      assertThat(status).isEqualTo(1);
      assertThat(said("unsafe")).contains("--single-broker").doesNotContain("\tat ");
    }
  }
}
