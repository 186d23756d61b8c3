package dev.baton.compose.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void everyCodeStandsInThePageOfExitCodes(ExitCode code) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "exit-codes.md"));

    assertThat(page).contains("| " + code.status() + " | `" + code.name() + "` | ");
  }
}
