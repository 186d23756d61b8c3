package dev.baton.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All of {@code compose.yaml}, broken by the scripts in {@code compose/faults}. */
final class ComposeTest {
  private static final Map<String, String> PROJECT = Map.of("COMPOSE_PROJECT_NAME", "baton-test");

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    Docker.require();
    Docker.build();
    String unused = Docker.script(PROJECT, List.of("compose.sh", "up", "-d"));
  }

  @AfterAll
  static void stop() {
    String unused = Docker.script(PROJECT, List.of("compose.sh", "down", "-v", "-t", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill-active", "freeze-active"})
  void theVipMovesAndTwoNodesNeverAnswer(String fault) throws IOException {
    Path results = directory.resolve("results");

    String said =
        Docker.script(
            Map.of("COMPOSE_PROJECT_NAME", "baton-test", "BATON_RESULTS", results.toString()),
            List.of("faults/" + fault + ".sh"));

    String[] columns = Files.readString(results).strip().split("\t", -1);
    assertThat(columns).as(said).hasSize(4);
    assertThat(columns[0]).isEqualTo(fault);
    assertThat(columns[1]).isIn("a,b", "b,a");
    assertThat(columns[3]).as("milliseconds in which two nodes answered").isEqualTo("0");
  }

  @Test
  void aFaultScriptSaysWhatIsMissingWhereNothingRuns() {
    assertThat(
            catchThrowable(
                () ->
                    Docker.script(
                        Map.of("COMPOSE_PROJECT_NAME", "baton-nobody"),
                        List.of("faults/kill-active.sh"))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("is compose.yaml up?");
  }
}
