package dev.baton.bench;

import dev.baton.compose.demo.TestCluster;
import dev.baton.compose.demo.TestClusterSettings;
import dev.baton.compose.service.RealTimeThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A whole Baton in network namespaces, to measure on. */
final class Stages {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(5);

  private Stages() {}

  /** Measures on it. */
  @FunctionalInterface
  interface Play {
    /** Returns what was seen; the directory may be used for files. */
    List<Result> on(TestCluster cluster, Path directory);
  }

  /** Builds one, measures, and takes it down; does nothing if not root. */
  static List<Result> with(Play play) {
    if (!"root".equals(System.getProperty("user.name"))) {
      System.err.println("left out: it needs root, to make network namespaces");
      return List.of();
    }
    Path directory = temporary();
    boolean keep = false;
    RealTimeThreads.useRealTime();
    try (TestCluster cluster =
        new TestCluster(
            TestClusterSettings.standard(directory), line -> System.err.println(line))) {
      cluster.start();
      cluster.brokers().serveFirst();
      return play.on(cluster, directory);
    } catch (RuntimeException e) {
      keep = true;
      System.err.println("what the processes said is in " + directory);
      throw e;
    } finally {
      if (!keep) {
        delete(directory);
      }
    }
  }

  /** Starts a service that writes "ready" to a file when it answers, and waits for that. */
  static void awaitReady(Path output, Runnable start) {
    long before = timesReady(output);
    start.run();
    await("a service that is ready", () -> timesReady(output) > before);
  }

  private static long timesReady(Path output) {
    try (Stream<String> lines = Files.lines(output)) {
      return lines.filter("ready"::equals).count();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is so. */
  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s for " + what);
      }
      pause(LOOK);
    }
  }

  /** Lets time pass. */
  static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("baton-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
