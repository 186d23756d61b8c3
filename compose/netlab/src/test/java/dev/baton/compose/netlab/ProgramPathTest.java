package dev.baton.compose.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgramPathTest {
  @TempDir Path directory;

  @Test
  void findsWhatAnOrdinaryUsersPathLeavesOut() {
    ProgramPath ordinary = ProgramPath.of(Optional.of("/usr/local/bin:/usr/bin:/bin"));

    assertThat(ordinary)
        .hasToString("/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sbin:/bin", "/usr/local/sbin:/usr/sbin:/sbin:/usr/bin"})
  void searchesTheGivenPathFirstAndEachDirectoryOnce(String path) {
    List<String> searched = List.of(ProgramPath.of(Optional.of(path)).toString().split(":"));

    assertThat(String.join(":", searched)).startsWith(path);
    assertThat(searched).doesNotHaveDuplicates().contains("/usr/local/sbin", "/usr/sbin", "/sbin");
  }

  @Test
  void searchesWhereTheSystemDoesWithoutAPath() {
    assertThat(ProgramPath.of(Optional.empty()).find("sh")).isPresent();
    assertThat(ProgramPath.of(Optional.of("")).find("sh")).isPresent();
  }

  @Test
  void takesNeitherADirectoryNorAFileThatCannotBeExecuted() throws IOException {
    Files.createDirectory(directory.resolve("ip"));
    Files.createFile(directory.resolve("nft"));
    ProgramPath path = ProgramPath.of(Optional.of(directory.toString()));

    assertThat(path.find("ip")).isNotEqualTo(Optional.of(directory.resolve("ip")));
    assertThat(path.find("nft")).isNotEqualTo(Optional.of(directory.resolve("nft")));
    assertThat(path.find("no-such-program")).isEmpty();
  }

  @Test
  void aCommandIsFoundAndSoIsWhatItStarts() throws Exception {
    Path inner = script("inner", "echo found");
    Path outer = script("outer", "inner");
    ProgramPath path = ProgramPath.of(Optional.of(directory + ":/usr/bin:/bin"));

    Process process = path.command(List.of("outer")).start();

    assertThat(process.inputReader().readLine()).isEqualTo("found");
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(List.of(inner, outer)).allMatch(Files::isExecutable);
  }

  private Path script(String name, String line) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
