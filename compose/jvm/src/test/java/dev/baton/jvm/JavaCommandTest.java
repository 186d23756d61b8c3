package dev.baton.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JavaCommandTest {
  /** Says the heap's limit in MB, and its arguments. */
  static final class Shown {
    private Shown() {}

    public static void main(String... arguments) {
      System.out.println((Runtime.getRuntime().maxMemory() >> 20) + " " + List.of(arguments));
    }
  }

  @Test
  void javaTakesTheFlagsOfAServiceAndOfABroker() throws Exception {
    assertThat(run(JavaCommand.service(Shown.class.getName()))).matches("6\\d \\[a, b c]");
    assertThat(run(JavaCommand.broker(Shown.class.getName()))).matches("2[45]\\d \\[a, b c]");
  }

  @Test
  void aVerbIsNotCompiledEarly() {
    JavaCommand verb = JavaCommand.verb("Main");
    JavaCommand service = JavaCommand.service("Main");

    assertThat(verb.flags()).noneMatch(flag -> flag.startsWith("-XX:Tier3"));
    assertThat(service.flags()).containsAll(verb.flags()).hasSizeGreaterThan(verb.flags().size());
  }

  @Test
  void aLaterFlagCountsAndWithoutFlagsThereAreNone() throws Exception {
    JavaCommand command = JavaCommand.of(Shown.class);

    assertThat(command.flags()).isEmpty();
    assertThat(run(command.with("-XX:+UseSerialGC", "-Xmx64m").with(List.of("-Xmx96m"))))
        .startsWith("9");
  }

  @Test
  void theLauncherReadsTheSameFiles() throws Exception {
    String launcher = Files.readString(Path.of("..", "..", "baton"));

    assertThat(launcher)
        .contains("/compose/jvm/src/main/resources/dev/baton/jvm/", "every", "root", "broker")
        .doesNotContain("-XX:Tier3", "-Xmx64m");
  }

  private static String run(JavaCommand command) throws Exception {
    ProcessOutput said =
        ProcessOutput.of(new ProcessBuilder(command.words("a", "b c")).redirectErrorStream(true));
    assertThat(said.status()).as(said.text()).isZero();
    return said.text().strip();
  }
}
