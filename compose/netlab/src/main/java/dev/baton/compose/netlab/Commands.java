package dev.baton.compose.netlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs short commands to their end. */
final class Commands {
  private static final long DEADLINE_SECONDS = 120;

  private Commands() {}

  /**
   * Runs a command and returns its output.
   *
   * @throws IllegalStateException when it fails or takes longer than two minutes
   */
  static String run(List<String> command) {
    try {
      Process process = ProgramPath.own().command(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      // At the deadline the command is killed, because reading its output would block for as long
      // as it is silent.
      CompletableFuture<Boolean> inTime =
          process
              .onExit()
              .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .handle((ended, late) -> late == null || !process.toHandle().destroyForcibly());
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || !inTime.getNow(true)) {
        throw new IllegalStateException(String.join(" ", command) + ": no end");
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + String.join(" ", command), e);
    }
  }

  static String run(String... command) {
    return run(List.of(command));
  }
}
