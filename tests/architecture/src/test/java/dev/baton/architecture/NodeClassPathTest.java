package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeClassPathTest {
  @Test
  void aNodeRunsWithoutABrokerScalaStandInsAndTools() throws IOException {
    List<Path> entries = NodeClassPath.entries();

    assertThat(entries).anyMatch(entry -> entry.toString().contains("kafka-clients"));
    assertThat(NodeClassPath.breaches(entries)).isEmpty();
  }

  @Test
  void everythingThatMustNotBeThereIsReported() {
    // The class path of these tests has all of it, each in a jar or in a folder.
    List<Path> own =
        NodeClassPath.split(System.getProperty("java.class.path")).stream()
            .filter(Files::exists)
            .toList();

    List<String> breaches = NodeClassPath.breaches(own);

    for (String folder : NodeClassPath.NEVER) {
      assertThat(breaches).anyMatch(line -> line.endsWith(" has " + folder));
    }
  }

  @Test
  void aFolderOfClassesIsLookedAtToo(@TempDir Path classes) throws IOException {
    assertThat(NodeClassPath.breaches(List.of(classes))).isEmpty();

    Files.createDirectories(classes.resolve("scala"));

    assertThat(NodeClassPath.breaches(List.of(classes))).containsExactly(classes + " has scala/");
  }
}
