package dev.baton.broker;

import dev.baton.jvm.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A broker in a process of its own, with this process's class path: it can be killed, and it can
 * live in another network namespace.
 *
 * <p>What it has to say goes to a file beside its data directory, {@code <name>.log}. It is found
 * by its process id only, and ends when this process ends, however that happens. Not for use by
 * several threads at once.
 */
public final class BrokerProcess implements AutoCloseable {
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 20;
  private static final int LOG_LINES_TOLD = 20;

  private final EmbeddedBrokerSettings settings;
  private final List<String> commandPrefix;
  private Running running;

  private BrokerProcess(EmbeddedBrokerSettings settings, List<String> commandPrefix) {
    this.settings = settings;
    this.commandPrefix = List.copyOf(commandPrefix);
    this.running = launch(settings, this.commandPrefix);
  }

  /**
   * Starts a broker and returns when it takes requests. One of several does so when most of them
   * run, so start them at once, on a thread each.
   *
   * @param settings as for a broker in this process; the directory must not be in use
   * @param commandPrefix put before the {@code java} command, such as {@code ip netns exec a}; must
   *     replace itself by that command (exec), so that the process id is the broker's. May be empty
   * @throws BrokerStartException when it is not ready within a minute; the message has the end of
   *     its log
   */
  public static BrokerProcess start(EmbeddedBrokerSettings settings, List<String> commandPrefix) {
    return new BrokerProcess(settings, commandPrefix);
  }

  /** What clients connect to: {@code host:port}; the same after every restart. */
  public String bootstrapServers() {
    return running.bootstrapServers;
  }

  /** The id of the running process, or of the last one that ran. */
  public long pid() {
    return running.process.pid();
  }

  /** Whether the process runs. */
  public boolean isRunning() {
    return running.process.isAlive();
  }

  /** Kills the process with SIGKILL and returns when it is gone; does nothing when it is gone. */
  public void kill9() {
    kill(running.process);
  }

  /** Shuts the broker down in order, and kills it when that takes longer than twenty seconds. */
  public void stop() {
    running.process.destroy();
    if (!endsWithin(running.process, STOP_SECONDS)) {
      kill9();
    }
  }

  /**
   * Starts the broker again after {@link #kill9} or {@link #stop}, with the same data on the same
   * port, and returns when it takes requests.
   *
   * @throws IllegalStateException when it runs
   * @throws BrokerStartException as {@link #start}
   */
  public void restart() {
    if (isRunning()) {
      throw new IllegalStateException("The broker runs already, as process " + pid());
    }
    running = launch(settings.withPort(Address.portOf(bootstrapServers())), commandPrefix);
  }

  /** Kills the process where it still runs: whoever closes needs its data no more. */
  @Override
  public void close() {
    kill9();
  }

  private static Running launch(EmbeddedBrokerSettings settings, List<String> commandPrefix) {
    Path log = logOf(settings.dataDirectory());
    Process process;
    try {
      Files.createDirectories(settings.dataDirectory());
      process =
          new ProcessBuilder(command(settings, commandPrefix))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new BrokerStartException("No broker process could be started: " + e.getMessage(), e);
    }
    try {
      return new Running(process, readyAddress(process, log));
    } catch (BrokerStartException e) {
      kill(process);
      throw e;
    }
  }

  private static List<String> command(EmbeddedBrokerSettings settings, List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        JavaCommand.broker(BrokerMain.class.getName())
            .with("-Dlogback.configurationFile=dev/baton/broker/logback-broker.xml")
            .words(BrokerMain.arguments(settings)));
    return command;
  }

  private static String readyAddress(Process process, Path log) {
    var reader = process.inputReader(StandardCharsets.UTF_8);
    // A thread of its own: the common pool is small, and brokers that need each other to become
    // ready are awaited at once.
    var ready =
        CompletableFuture.supplyAsync(() -> firstReadyLine(reader), BrokerProcess::onItsOwnThread);
    try {
      String line = ready.get(START_SECONDS, TimeUnit.SECONDS);
      if (line.isEmpty()) {
        throw new BrokerStartException("The broker process ended at its start:\n" + endOf(log));
      }
      return line.substring(BrokerMain.READY.length());
    } catch (TimeoutException e) {
      throw new BrokerStartException(
          "The broker was not ready after " + START_SECONDS + " s:\n" + endOf(log), e);
    } catch (ExecutionException e) {
      throw new BrokerStartException("The broker's output could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerStartException("Interrupted while a broker started", e);
    }
  }

  private static void onItsOwnThread(Runnable task) {
    Thread thread = new Thread(task, "broker-ready");
    thread.setDaemon(true);
    thread.start();
  }

  /** The line that says that the broker is ready, or an empty one when the output ended before. */
  private static String firstReadyLine(BufferedReader reader) {
    return reader.lines().filter(line -> line.startsWith(BrokerMain.READY)).findFirst().orElse("");
  }

  private static String endOf(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      int from = Math.max(0, lines.size() - LOG_LINES_TOLD);
      return String.join("\n", lines.subList(from, lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("The broker's log could not be read", e);
    }
  }

  private static Path logOf(Path dataDirectory) {
    Path directory = dataDirectory.toAbsolutePath().normalize();
    return directory.resolveSibling(directory.getFileName() + ".log");
  }

  private static void kill(Process process) {
    process.destroyForcibly();
    if (!endsWithin(process, STOP_SECONDS)) {
      throw new IllegalStateException("Process " + process.pid() + " does not end on SIGKILL");
    }
  }

  private static boolean endsWithin(Process process, int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a broker was to end", e);
    }
  }

  /** A process and what it said about itself. */
  private record Running(Process process, String bootstrapServers) {}
}
