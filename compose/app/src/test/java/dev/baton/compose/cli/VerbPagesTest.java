package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.wiring.KafkaLogs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is packed is what the verbs are; {@code -Dpages.rewrite=true} writes it anew. */
class VerbPagesTest {
  private static final Path PACKAGED = Path.of("..", "dist", "src", "packaged");
  private static final boolean REWRITE = Boolean.getBoolean("pages.rewrite");

  private final VerbPages pages =
      new VerbPages(
          Baton.commandLine(
              new CliContext(
                  new TreeMap<>(Map.of()),
                  new PrintWriter(new StringWriter()),
                  new PrintWriter(new StringWriter()),
                  new KafkaLogs(),
                  InstantSource.system(),
                  false,
                  Path.of("nowhere")),
              EnumSet.allOf(InstalledSet.class)));

  private static void isPacked(String file, String text) throws IOException {
    if (REWRITE) {
      Files.writeString(PACKAGED.resolve(file), text);
    }
    assertThat(Files.readString(PACKAGED.resolve(file))).as(file).isEqualTo(text);
  }

  private static List<String> verbs() {
    return Arrays.stream(VerbGroup.values()).flatMap(group -> group.verbs().stream()).toList();
  }

  @Test
  void theLaunchersTableNamesEveryVerb() throws IOException {
    isPacked("verbs", pages.table());

    assertThat(pages.table().lines().map(line -> line.substring(0, line.indexOf('\t'))))
        .containsAll(verbs())
        .contains("config-reference", "help");
  }

  @Test
  void theManualHasASectionForEveryVerb() throws IOException {
    isPacked("baton.1", pages.manual());

    for (String verb : verbs()) {
      assertThat(pages.manual()).contains(".SS \"baton " + verb.replace("-", "\\-"));
    }
  }

  @Test
  void bashCompletesEveryVerbWithItsOptions() throws IOException {
    isPacked("completion", pages.completion());

    for (String verb : verbs()) {
      assertThat(pages.completion()).contains("'" + verb + "') words='");
    }
    assertThat(pages.completion()).contains("--single-broker", "--watch", "arp");
  }
}
