package dev.baton.agent.os;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A script that was started: leads a session of its own, reads from an empty input, and both its
 * outputs are kept to a bounded tail. Thread-safe.
 */
public final class Child {

  /** How much output is kept, in bytes; at least what the log takes of it, in characters. */
  private static final int OUTPUT_BYTES = 8192;

  /** How long to wait for output that is still in the pipe when the child has ended. */
  private static final long DRAIN_MS = 100;

  private final Process process;
  private final ProcessTree tree;
  private final Tail tail;
  private final Thread drain;
  private final long startedNanos;

  /**
   * How a child ended.
   *
   * @param exitStatus its exit status, 128 + n when a signal n ended it; empty when it was killed
   *     at its timeout
   * @param output the end of its output
   * @param took how long it ran
   */
  public record Ended(Optional<Integer> exitStatus, String output, Duration took) {}

  private Child(Process process, long startedNanos) {
    this.process = process;
    this.tree = ProcessTree.of(process.pid());
    this.startedNanos = startedNanos;
    this.tail = new Tail(OUTPUT_BYTES);
    this.drain = new Thread(() -> tail.drain(process.getInputStream()), "baton-output");
    this.drain.setDaemon(true);
    this.drain.start();
  }

  /**
   * Starts a script.
   *
   * @param argv program and arguments; no shell is put around it
   * @param environment added to the agent's own
   * @throws IOException when it cannot be started
   */
  public static Child start(List<String> argv, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    // setsid(1) replaces itself by the program: the pid we know leads the session we may kill.
    command.add("setsid");
    command.addAll(argv);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().putAll(environment);
    long startedNanos = System.nanoTime();
    return new Child(builder.start(), startedNanos);
  }

  /** Returns it and all that came of it. */
  public ProcessTree tree() {
    return tree;
  }

  /**
   * Waits for its end; when the time is over it is killed with all that came of it.
   *
   * @throws InterruptedException when interrupted; it has been killed then, too
   */
  public Ended await(Duration timeout) throws InterruptedException {
    boolean ended = false;
    try {
      ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      if (!ended) {
        kill();
      }
    }
    drain.join(DRAIN_MS);
    return new Ended(
        ended ? Optional.of(process.exitValue()) : Optional.empty(),
        tail.text(),
        Duration.ofNanos(System.nanoTime() - startedNanos));
  }

  /** Kills whatever is left of it: also what it left behind when it ended by itself. */
  public void kill() {
    try {
      tree.kill();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read /proc to find the children of a script", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
