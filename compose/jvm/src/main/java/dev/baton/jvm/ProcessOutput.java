package dev.baton.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * What a process left that has run to its end.
 *
 * @param status its exit status
 * @param text its standard output, and its standard error where the builder merges them
 */
public record ProcessOutput(int status, String text) {
  private static final int SECONDS = 60;

  /**
   * Runs a process to its end: until it closes its output and, after that, for a minute at most.
   * Whatever happens, it runs no more afterwards.
   *
   * @throws IOException when it cannot be started, or does not end
   */
  public static ProcessOutput of(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("does not end within " + SECONDS + " s; it said: " + text);
      }
      return new ProcessOutput(process.exitValue(), text);
    } finally {
      process.destroyForcibly();
    }
  }
}
