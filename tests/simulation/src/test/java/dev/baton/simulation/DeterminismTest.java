package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A seed is a run: the same one in every process. */
class DeterminismTest {

  @Test
  void everyProcessTracesASeedAlike() throws IOException, InterruptedException {
    String one = inAProcessOfItsOwn();
    String other = inAProcessOfItsOwn();

    assertThat(one).hasLineCount(30).isEqualTo(other).isEqualTo(here());
  }

  @Test
  void seedsDiffer() {
    assertThat(Simulation.run(1, Profile.MIXED).digest())
        .isNotEqualTo(Simulation.run(2, Profile.MIXED).digest());
  }

  private static String here() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Digests.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String inAProcessOfItsOwn() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(List.of(java, "-cp", classes, Digests.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return said;
  }
}
