package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the packages put into {@code /etc/baton}: every key is a comment, and whoever takes the
 * comment signs away has a configuration that is taken.
 */
class PackagedConfigurationTest {
  private static final Path FOLDER = Path.of("..", "dist", "src", "deb", "etc");

  private static final Map<String, String> COMPONENTS =
      Map.of(
          "agent", Components.AGENT,
          "arbiter", Components.ARBITER,
          "arp", Components.ARP,
          "aws", Components.AWS,
          "azure", Components.AZURE,
          "baton", Components.OPERATOR,
          "gcp", Components.GCP,
          "node", Components.NODE,
          "responder", Components.RESPONDER);

  static Stream<String> files() {
    return COMPONENTS.keySet().stream().sorted();
  }

  /** {@code baton.yaml} is for verbs, which no unit runs. */
  static Stream<String> filesOfUnits() {
    return files().filter(name -> !name.equals("baton"));
  }

  private static List<String> lines(String name) throws IOException {
    return Files.readAllLines(FOLDER.resolve(name + ".yaml"));
  }

  /** A sentence has one blank after its sign, a key none or more. */
  private static boolean isSentence(String line) {
    return line.startsWith("# ") && !line.startsWith("#  ");
  }

  @Test
  void everyFileIsLookedAt() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(COMPONENTS.keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysNothingUntilSomebodyWritesIt(String name) throws IOException {
    assertThat(lines(name)).allMatch(line -> line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isTakenWithoutItsCommentSigns(String name) throws IOException {
    String text =
        lines(name).stream()
            .filter(line -> !isSentence(line))
            .map(line -> line.substring(1))
            .collect(Collectors.joining("\n", "", "\n"));

    Config config =
        ConfigLoader.load(
            Components.CATALOG,
            COMPONENTS.getOrDefault(name, ""),
            Sources.ofFile(name + ".yaml", text));

    assertThat(config.get(CommonKeys.KAFKA_BOOTSTRAP)).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("filesOfUnits")
  void isReadByTheUnitThatItNames(String name) throws IOException {
    Path unit = Path.of("..", "systemd", "baton-" + name + ".service");
    assertThat(String.join(" ", lines(name))).contains("What baton-" + name + ".service reads");
    assertThat(Files.readString(unit)).contains("--config /etc/baton/" + name + ".yaml");
  }
}
