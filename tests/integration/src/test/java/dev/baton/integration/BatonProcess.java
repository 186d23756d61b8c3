package dev.baton.integration;

import dev.baton.compose.Main;
import dev.baton.jvm.JavaCommand;
import dev.baton.log.kafka.KafkaLogSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A service of Baton in a process of its own, which can be frozen, killed and started again. */
final class BatonProcess implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("listen=\"?([0-9.]+:[0-9]+)");
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final String name;
  private final List<String> prefix;
  private final List<String> arguments;
  private final Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread atExit = new Thread(() -> running().destroyForcibly());
  private Path output;
  private Process process;
  private int starts;

  /**
   * Starts a service.
   *
   * @param name how its output's files in the directory are called
   * @param prefix put before the {@code java} command; must replace itself by it. May be empty
   * @param verb which one with its arguments, but for those that say where the log is
   */
  BatonProcess(
      String name,
      List<String> prefix,
      List<String> verb,
      KafkaLogSettings settings,
      Path directory) {
    this.name = name;
    this.prefix = List.copyOf(prefix);
    this.arguments = new ArrayList<>(verb);
    arguments.add("--kafka.bootstrap=" + settings.bootstrapServers());
    arguments.add("--kafka.topic-prefix=" + settings.topics().prefix());
    arguments.add("--http.listen=127.0.0.1:0");
    this.directory = directory;
    this.output = outputOf(0);
    this.process = launch(output);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  private Path outputOf(int start) {
    return directory.resolve(name + "-" + start + ".log");
  }

  private Process launch(Path to) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(JavaCommand.verb(Main.class.getName()).words(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(to.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Process running() {
    return process;
  }

  /** Stops every thread of the process where it is, by SIGSTOP; returns when they stand. */
  void freeze() {
    signal("STOP");
    Site.until(this::isFrozen);
  }

  /** Tells whether it runs, or is frozen. */
  boolean isAlive() {
    return running().isAlive();
  }

  /** Lets a frozen process go on. */
  void thaw() {
    signal("CONT");
  }

  /** Kills it as {@code kill -9} does, and waits until it is gone. */
  void kill9() {
    Process killed = running().destroyForcibly();
    Site.until(() -> !killed.isAlive());
  }

  /** Starts it again under its name, after {@link #kill9}. */
  synchronized void restart() {
    output = outputOf(++starts);
    process = launch(output);
  }

  /** Returns what it has said since it was started last. */
  String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill9();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** The third field of a thread's line, after its name in parentheses, is its state. */
  private boolean isFrozen() throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc", pid(), "task"))) {
      for (Path thread : threads.toList()) {
        String line = Files.readString(thread.resolve("stat"));
        if (line.charAt(line.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
    }
    return true;
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, pid()).inheritIO().start();
      if (!kill.waitFor(2, TimeUnit.MINUTES) || kill.exitValue() != 0) {
        throw new IllegalStateException("kill -" + name + " of " + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in kill -" + name, e);
    }
  }

  private String pid() {
    return Long.toString(running().pid());
  }

  /** Tells it to end, as {@code kill -TERM} does; returns its exit status, empty if it is late. */
  Optional<Integer> terminate(Duration within) {
    signal("TERM");
    Process ending = running();
    try {
      return ending.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.of(ending.exitValue())
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Returns what it answers about its readiness; empty while nothing is served. */
  String readiness() {
    return page("/health/ready").orElse("");
  }

  /** Returns the first gauge of that name, whatever its labels; 0 while nothing is served. */
  double gauge(String gauge) {
    return page("/metrics")
        .flatMap(page -> page.lines().filter(line -> isOf(gauge, line)).findFirst())
        .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .orElse(0.0);
  }

  private static boolean isOf(String gauge, String line) {
    return line.startsWith(gauge + "{") || line.startsWith(gauge + " ");
  }

  private Optional<String> page(String path) {
    Matcher listens = LISTENS.matcher(said());
    if (!listens.find()) {
      return Optional.empty();
    }
    URI page = URI.create("http://" + listens.group(1) + path);
    try {
      return Optional.of(
          http.send(HttpRequest.newBuilder(page).timeout(ANSWER).build(), BodyHandlers.ofString())
              .body());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not answer:\n" + said(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
