package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The units for systemd, as systemd itself reads and judges them. */
class UnitsTest {
  private static final Path UNITS = Path.of("../../compose/systemd");
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  /** What the packages install; {@code systemd-analyze verify} wants the program to be there. */
  private static final String PROGRAM = "/usr/bin/baton";

  @TempDir Path directory;

  @BeforeAll
  static void systemdIsInstalled() {
    if (!Files.isExecutable(ANALYZE)) {
      String missing = "systemd-analyze is missing: apt-get install systemd";
      if (Boolean.getBoolean("baton.strict")) {
        fail(missing);
      }
      abort(missing);
    }
  }

  /** The most exposure that a unit may have: tenths of systemd's scale, whose worst is 100. */
  @ParameterizedTest
  @CsvSource({
    "baton-node, 82",
    "baton-agent, 82",
    "baton-arp, 33",
    "baton-responder, 31",
    "baton-arbiter, 16",
    "baton-aws, 16",
    "baton-azure, 16",
    "baton-gcp, 16",
  })
  void isExposedNoMoreThanStated(String unit, int ceiling) throws Exception {
    Path file = UNITS.resolve(unit + ".service").toAbsolutePath().normalize();

    said("security", "--offline=true", "--no-pager", "--threshold=" + ceiling, file.toString());
  }

  @Test
  void saysNothingThatSystemdDoesNotTake() throws Exception {
    List<Path> units = units();
    assertThat(units).hasSize(8);
    for (Path unit : units) {
      String text = Files.readString(unit);
      assertThat(text)
          .contains("ExecStart=" + PROGRAM + " ", "Type=notify", "WatchdogSec=")
          .contains("RestartPreventExitStatus=2", "StartLimitIntervalSec=0");
      Path tried = directory.resolve(unit.getFileName());
      Files.writeString(tried, text.replace(PROGRAM, "/bin/true"));

      assertThat(said("verify", "--man=no", tried.toString())).isEmpty();
    }
  }

  private static List<Path> units() throws IOException {
    try (Stream<Path> files = Files.list(UNITS)) {
      return files.filter(file -> file.toString().endsWith(".service")).sorted().toList();
    }
  }

  private static String said(String... words) throws Exception {
    List<String> command = Stream.concat(Stream.of(ANALYZE.toString()), Stream.of(words)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
    assertThat(process.exitValue()).as("%s said: %s", command, output).isZero();
    return output;
  }
}
