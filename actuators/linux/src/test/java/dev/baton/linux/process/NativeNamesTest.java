package dev.baton.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.jvm.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeNamesTest {

  @TempDir Path directory;

  @Test
  void knowsWhatAnEncodingLacks() {
    assertThat(NativeNames.isCarried("/opt/prüfung", StandardCharsets.US_ASCII)).isFalse();
    assertThat(NativeNames.isCarried("/opt/prüfung", StandardCharsets.UTF_8)).isTrue();
    assertThat(NativeNames.complaint("/opt/é", StandardCharsets.US_ASCII))
        .isEqualTo(
            "\"/opt/é\" has letters that this process cannot pass on, since its locale's encoding"
                + " is US-ASCII; start it with LC_ALL=C.UTF-8");
  }

  @Test
  void refusesAScriptWhoseNameTheLocaleLacksInsteadOfRunningAnother() throws Exception {
    assertThat(inLocale("POSIX")).startsWith("java.io.IOException: ").contains("LC_ALL=C.UTF-8");
    assertThat(inLocale("C.UTF-8")).isEqualTo("Optional[0] ran");
  }

  /** Runs {@link NamedScriptMain} in a process of its own, whose locale is that. */
  private String inLocale(String locale) throws Exception {
    Path said = directory.resolve(locale);
    List<String> command =
        JavaCommand.of(NamedScriptMain.class).with("-Dstdout.encoding=UTF-8").on(classes()).words();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().put("LC_ALL", locale);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(said).strip();
  }

  /** The class path; what of it stands in a directory with further letters, elsewhere. */
  private String classes() throws IOException {
    List<String> places = new ArrayList<>();
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      places.add(
          NativeNames.isCarried(place, StandardCharsets.US_ASCII)
              ? place
              : copied(Path.of(place), directory.resolve("copy" + places.size())).toString());
    }
    return String.join(File.pathSeparator, places);
  }

  private static Path copied(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = Path.of(to.toString(), from.relativize(file).toString());
        if (!Files.isDirectory(copy)) {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return to;
  }
}
