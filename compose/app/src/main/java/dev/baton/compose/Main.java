package dev.baton.compose;

import dev.baton.compose.cli.Baton;
import dev.baton.compose.cli.CliContext;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.Faults;
import dev.baton.compose.service.Logging;
import dev.baton.compose.service.Output;
import dev.baton.compose.service.Terminal;
import dev.baton.compose.wiring.KafkaLogs;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** The {@code baton} command as a process. */
public final class Main {

  private Main() {}

  /**
   * Runs the command and ends the process with its exit status.
   *
   * @param args the words after {@code baton}
   */
  public static void main(String[] args) {
    run(context -> List.of(), args);
  }

  /**
   * Runs the command with further verbs, and ends the process with its exit status.
   *
   * @param further returns these verbs, picocli commands that are listed before Baton's own
   * @param args the words after {@code baton}
   */
  public static void run(Function<CliContext, List<Object>> further, String... args) {
    // Services set a handler of their own. If a verb's thread dies, the user gets one line.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, fault) ->
            System.err.println(
                "baton: thread " + thread.getName() + " died: " + Faults.words(fault)));
    Output output = new Output(new FileOutputStream(FileDescriptor.out));
    CliContext context =
        new CliContext(
            new TreeMap<>(System.getenv()),
            new PrintWriter(output, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, false, StandardCharsets.UTF_8),
            new KafkaLogs(),
            InstantSource.system(),
            Terminal.OUTPUT.present(),
            Path.of("/etc/baton/baton.yaml"));
    int status = ExitCode.FAILED.status();
    try {
      status = Baton.run(context, further.apply(context), args);
      context.out().flush();
      if (output.failure().isPresent()) {
        status = ExitCode.FAILED.status();
        System.err.println(
            "baton: standard output cannot be written: " + output.failure().orElseThrow());
      }
      Logging.close();
    } catch (RuntimeException | Error e) {
      // Other threads may run already. Without this exit they would keep the process alive.
      context.err().println("baton: " + Faults.words(e));
      context.err().flush();
    } finally {
      System.exit(status);
    }
  }
}
