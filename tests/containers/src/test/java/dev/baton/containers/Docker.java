package dev.baton.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.utility.DockerImageName;

/** The engine and the images of this build, as the scripts in {@code compose} make them. */
final class Docker {
  private static final int LONGEST_MINUTES = 4;
  private static final Path COMPOSE = top().resolve("compose");

  /** What the building of the images said; empty before. The classes run one after the other. */
  private static final List<String> BUILT = new ArrayList<>();

  private Docker() {}

  /** Skips the test that calls it where no engine answers; fails it under -Dbaton.strict=true. */
  static void require() {
    boolean answers = answers();
    if (!answers && Boolean.getBoolean("baton.strict")) {
      throw new AssertionError("missing on this machine: " + NEED);
    }
    Assumptions.assumeTrue(answers, () -> "skipped, this machine has no " + NEED);
  }

  private static final String NEED =
      "Docker engine that answers; compose/engine.sh starts one, see tests/README.md";

  private static boolean answers() {
    try {
      return run(Map.of(), List.of("docker", "version")).status() == 0;
    } catch (UncheckedIOException e) {
      return false; // there is no command of that name
    }
  }

  /** Builds the images that {@code compose.yaml} needs of what this build has packed, once. */
  static void build() {
    if (!BUILT.isEmpty()) {
      return;
    }
    BUILT.add(script(Map.of(), List.of("images.sh", "--no-build")));
  }

  /** Returns the name of an image that {@link #build} makes. */
  static DockerImageName image(String target) {
    return DockerImageName.parse("baton/" + target + ":latest");
  }

  /**
   * Runs a script of {@code compose} to its end.
   *
   * @param environment variables for it
   * @param command its path below {@code compose}, and its arguments
   * @return what it printed
   */
  static String script(Map<String, String> environment, List<String> command) {
    List<String> words = new ArrayList<>(command);
    words.set(0, COMPOSE.resolve(command.get(0)).toString());
    Ended ended = run(environment, words);
    if (ended.status() != 0) {
      throw new AssertionError(
          String.join(" ", command) + " ended with " + ended.status() + ":\n" + ended.output());
    }
    return ended.output();
  }

  private record Ended(int status, String output) {}

  private static Ended run(Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("baton-containers", ".log");
      try {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Process process = builder.redirectOutput(output.toFile()).start();
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
          end(process);
          throw new AssertionError(
              String.join(" ", command) + " does not end:\n" + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + String.join(" ", command), e);
    }
  }

  /** By SIGTERM: a script then removes what it has made. What it runs just now is ended first. */
  private static void end(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
  }

  /** The directory with this build's modules: the tests run in their own module's. */
  private static Path top() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(here.resolve("compose/compose.yaml"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException("not in the project's tree");
      }
    }
    return here;
  }
}
