package dev.baton.integration;

import dev.baton.log.kafka.KafkaLogSettings;
import dev.baton.model.ArbiterId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code baton arbiter} in a process of its own. */
final class ArbiterProcess implements AutoCloseable {
  private static final int LINES_TOLD = 12;
  private static final int MOST_TOLD = 160;

  private final ArbiterId id;
  private final BatonProcess process;

  /** Starts an arbiter of that log; its output goes to files in the directory. */
  ArbiterProcess(String name, KafkaLogSettings settings, Path directory) {
    this(name, List.of(), settings, directory);
  }

  /** Starts one with a command before it that replaces itself by it. */
  ArbiterProcess(String name, List<String> prefix, KafkaLogSettings settings, Path directory) {
    this.id = new ArbiterId(name);
    this.process =
        new BatonProcess(
            name,
            prefix,
            List.of(
                "arbiter",
                "--single-broker",
                "--kafka.partitions=" + settings.topics().partitions(),
                "--arbiter.id=" + name),
            settings,
            directory);
  }

  ArbiterId id() {
    return id;
  }

  /** Stops every thread of the process where it is, by SIGSTOP; returns when they stand. */
  void freeze() {
    process.freeze();
  }

  /** Lets a frozen process go on. */
  void thaw() {
    process.thaw();
  }

  /** Kills it as {@code kill -9} does, and waits until it is gone. */
  void kill9() {
    process.kill9();
  }

  /** Starts it again under its name, after {@link #kill9}. */
  void restart() {
    process.restart();
  }

  /** Tells it to end; returns its exit status, empty if it is late. */
  Optional<Integer> terminate(Duration within) {
    return process.terminate(within);
  }

  /** Returns what it answers about its readiness. */
  String readiness() {
    return process.readiness();
  }

  /** Returns how many settings of topics it finds wrong. */
  double wrongTopics() {
    return process.gauge("baton_topics_wrong");
  }

  /** Tells whether it says that it leads the partition. */
  boolean isLeading() {
    return process.gauge("baton_arbiter_leading") == 1;
  }

  /** Tells whether it says that it folds, and has proven that it reads and writes. */
  boolean isReady() {
    return process.gauge("baton_arbiter_ready") == 1;
  }

  /** Returns what it has said since it was started last. */
  String said() {
    return process.said();
  }

  /** Returns the end of what it has said, for a reader in a hurry. */
  String lastSaid() {
    List<String> lines =
        said()
            .lines()
            .filter(line -> !line.contains("command sent"))
            .map(line -> line.substring(0, Math.min(line.length(), MOST_TOLD)))
            .toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
  }

  @Override
  public void close() {
    process.close();
  }
}
