package dev.baton.compose.netlab;

import dev.baton.jvm.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java program of this class path in a process of its own on a host. Signals go to its own pid.
 */
public final class Program {
  private static final int LAST_LINES = 12;

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a program as the launcher starts a service. It is killed when the host's LAN is closed.
   *
   * @param host the host
   * @param mainClass its main class
   * @param arguments its arguments
   * @param output the file to which its output is appended
   */
  public static Program start(Host host, String mainClass, List<String> arguments, Path output) {
    return start(host, List.of(), mainClass, arguments, output);
  }

  /**
   * Starts a program with further flags.
   *
   * @param flags further flags for the JVM
   */
  public static Program start(
      Host host, List<String> flags, String mainClass, List<String> arguments, Path output) {
    List<String> command = new ArrayList<>(host.prefix());
    command.addAll(JavaCommand.service(mainClass).with(flags).words(arguments));
    File file = output.toFile();
    try {
      Files.createDirectories(output.toAbsolutePath().getParent());
      Process process =
          ProgramPath.own()
              .command(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
              .start();
      host.adopt(process);
      return new Program(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the pid of the program itself, because {@code ip netns exec} replaces itself. */
  public long pid() {
    return process.pid();
  }

  /** Returns the file with its output. */
  public Path output() {
    return output;
  }

  /** Tells whether it runs (or is stopped by a signal). */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns its output's name, its state and the end of its output, for the message of a wait in
   * vain.
   */
  public String lastWords() {
    String fares = isAlive() ? "runs" : "ended with " + process.exitValue();
    try {
      List<String> said = Files.readAllLines(output);
      List<String> last = said.subList(Math.max(0, said.size() - LAST_LINES), said.size());
      return output.getFileName() + " (" + fares + "):\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return output.getFileName() + " (" + fares + "): " + e;
    }
  }

  /** Kills it by SIGKILL, and waits until it has ended. */
  public void kill9() {
    process.destroyForcibly();
    await();
  }

  /** Asks it to end by SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Stops it by SIGSTOP. */
  public void freeze() {
    signal("STOP");
  }

  /** Continues it by SIGCONT. */
  public void thaw() {
    signal("CONT");
  }

  /**
   * Waits until it has ended, for at most two minutes; returns whether it has. A JVM that only
   * starts to print an error took more than one minute beside a test cluster of ten others on two
   * processors.
   */
  public boolean await() {
    try {
      return process.waitFor(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String name) {
    Commands.run("kill", "-" + name, Long.toString(process.pid()));
  }
}
