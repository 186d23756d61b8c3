package dev.baton.compose.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {

  @TempDir private Path directory;

  @Test
  void namesAreWrittenInUtf8WhateverTheLocaleIs() throws IOException {
    Path file = directory.resolve("out");
    try (PrintWriter writer =
        new PrintWriter(
            new Output(new FileOutputStream(file.toFile())), false, StandardCharsets.UTF_8)) {
      writer.print("käse \u2713\n");
    }

    assertThat(Files.readString(file)).isEqualTo("käse \u2713\n");
  }

  @Test
  void aWriterOnTopKnowsThatADiskIsFull() throws IOException {
    Output output = new Output(new FileOutputStream("/dev/full"));
    PrintWriter writer = new PrintWriter(output, false, StandardCharsets.UTF_8);
    writer.print("lost");
    writer.flush();

    assertThat(writer.checkError()).isTrue();
    writer.close();
  }
}
