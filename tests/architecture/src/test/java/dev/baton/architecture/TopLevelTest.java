package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a compiler or a hand leaves lying at the top is committed by the next who adds all. */
class TopLevelTest {
  private static final Set<String> HOUSE =
      Set.of(
          "LICENSE",
          "README.md",
          "actuators",
          "agent",
          "arbiter",
          "baton",
          "compose",
          "pom.xml",
          "schemas",
          "target",
          "tests");

  @Test
  void theProjectsRootHoldsNothingElse() throws IOException {
    assumeTrue(
        Boolean.getBoolean("baton.strict"),
        "skipped: what else stands in a checkout is its user's");
    Path root = Path.of("../..").toAbsolutePath().normalize();
    List<String> found;
    try (Stream<Path> entries = Files.list(root)) {
      found = entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }

    assertThat(found).contains("pom.xml");
    assertThat(found).allMatch(name -> name.startsWith(".") || HOUSE.contains(name));
  }
}
