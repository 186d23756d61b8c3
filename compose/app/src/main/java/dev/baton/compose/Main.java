package dev.baton.compose;

import dev.baton.compose.cli.Baton;
import dev.baton.compose.cli.Surroundings;
import dev.baton.compose.wiring.KafkaLogs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.TreeMap;

/** The {@code baton} command as a process. */
public final class Main {

  private Main() {}

  /**
   * Runs the command and ends the process with its exit status.
   *
   * @param args what the user wrote behind {@code baton}
   */
  public static void main(String[] args) {
    Surroundings surroundings =
        new Surroundings(
            new TreeMap<>(System.getenv()),
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, false, StandardCharsets.UTF_8),
            new KafkaLogs(),
            InstantSource.system(),
            isTerminal());
    System.exit(Baton.run(surroundings, args));
  }

  /** Tells whether standard output is a terminal, by the name that Linux gives it. */
  private static boolean isTerminal() {
    try {
      String output = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty");
    } catch (IOException e) {
      // Without /proc nothing is known of it: lines are right everywhere.
      return false;
    }
  }
}
