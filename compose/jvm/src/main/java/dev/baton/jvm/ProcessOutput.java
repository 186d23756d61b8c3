package dev.baton.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The result of a process that has ended.
 *
 * @param status its exit status
 * @param text its standard output, and its standard error if the builder merges them
 */
public record ProcessOutput(int status, String text) {
  private static final int SECONDS = 60;

  /**
   * Runs a process to its end: until it closes its output, and then for at most a minute. The
   * process does not run any more when this returns or throws.
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
