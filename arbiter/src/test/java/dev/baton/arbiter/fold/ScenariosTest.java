package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Alternative;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden scripts: facts at the margin, what follows indented. {@code -Dscenarios.rewrite=true}
 * writes them anew; review the difference.
 */
class ScenariosTest {
  private static final Path SCRIPTS = Path.of("src/test/resources/scenarios");

  @ParameterizedTest
  @MethodSource("scripts")
  void goesAsWritten(String name) throws IOException {
    Path script = SCRIPTS.resolve(name);
    String told = Files.readString(script);

    String trace = trace(told.lines().filter(line -> !line.startsWith("  ")).toList());

    if (Boolean.getBoolean("scenarios.rewrite")) {
      Files.writeString(script, trace);
    } else {
      assertThat(trace).isEqualTo(told);
    }
  }

  static Stream<String> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.map(Path::getFileName).map(Path::toString).sorted().toList().stream();
    }
  }

  private static String trace(List<String> lines) {
    Story story = Story.given();
    List<String> trace = new ArrayList<>();
    for (String line : lines) {
      trace.add(line);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      story.when(line);
      if (line.startsWith("+")) {
        continue;
      }
      story.audit().forEach(entry -> trace.add("  " + describe(entry)));
      story.orders().forEach(order -> trace.add("  -> " + order));
    }
    return String.join("\n", trace) + "\n";
  }

  private static String describe(AuditEntry entry) {
    String among =
        entry.alternatives().stream()
            .map(ScenariosTest::describe)
            .collect(Collectors.joining(", ", " [", "]"));
    return entry.kind()
        + " "
        + entry.rule()
        + ": "
        + entry.summary()
        + (entry.alternatives().isEmpty() ? "" : among)
        + " "
        + entry.details();
  }

  private static String describe(Alternative considered) {
    return considered.node()
        + (considered.chosen() ? "* " : " ")
        + considered.eligibility()
        + " "
        + considered.priority();
  }
}
