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
 * A broker in a process of its own, with this process's class path. So it can be killed, and it can
 * run in another network namespace.
 *
 * <p>Its output goes to a file beside its data directory, {@code <name>.log}. It is addressed only
 * by its process id, and ends when this process ends, however that happens. Not thread-safe.
 */
public final class BrokerProcess implements AutoCloseable {
  private static final int START_SECONDS = 180;
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
   * Starts a broker and returns when it accepts requests. One of several brokers does so only when
   * most of them run, so they must be started at the same time, each on a thread of its own.
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

  /** Returns the address for clients, {@code host:port}; the same after every restart. */
  public String bootstrapServers() {
    return running.bootstrapServers;
  }

  /** Returns the id of the running process, or of the last one that ran. */
  public long pid() {
    return running.process.pid();
  }

  /** Tells whether the process runs. */
  public boolean isRunning() {
    return running.process.isAlive();
  }

  /** Kills the process with SIGKILL and returns when it has ended. Idempotent. */
  public void kill9() {
    kill(running.process);
  }

  /** Shuts the broker down in order, and kills it if that takes longer than 20 s. */
  public void stop() {
    running.process.destroy();
    if (!endsWithin(running.process, STOP_SECONDS)) {
      kill9();
    }
  }

  /**
   * Starts the broker again after {@link #kill9} or {@link #stop}, with the same data on the same
   * port, and returns when it accepts requests.
   *
   * @throws IllegalStateException when it runs
   * @throws BrokerStartException like {@link #start}
   */
  public void restart() {
    if (isRunning()) {
      throw new IllegalStateException("The broker runs already, as process " + pid());
    }
    running = launch(settings.withPort(Address.portOf(bootstrapServers())), commandPrefix);
  }

  /** Kills the process if it still runs; its data is not needed any more. */
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
    // A thread of its own, because the common pool is small and several brokers that need each
    // other are awaited at the same time.
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

  /** Returns the line that says that the broker is ready; empty if the output ended before. */
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

  /** A process and the address that it printed. */
  private record Running(Process process, String bootstrapServers) {}
}
