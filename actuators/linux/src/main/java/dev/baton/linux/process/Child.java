package dev.baton.linux.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A script that was started. It leads a session of its own, reads from an empty input, and the end
 * of each of its outputs is kept. Thread-safe.
 */
public final class Child {

  /** How many bytes of output are kept; at least as many as the log takes characters of it. */
  private static final int OUTPUT_BYTES = 8192;

  /** How long to wait for output that is still in the pipe after the child has ended. */
  private static final long DRAIN_MS = 100;

  /** The children that were started here and not reaped yet. */
  private static final Set<Long> UNREAPED = ConcurrentHashMap.newKeySet();

  private final Process process;
  private final ProcessTree tree;
  private final Drain output;
  private final Optional<Drain> errors;
  private final long startedNanos;

  /**
   * How a child ended.
   *
   * @param exitStatus its exit status, 128 + n when signal n ended it; empty when it was killed at
   *     its timeout
   * @param output the end of its output
   * @param errors the end of its standard error; empty if both outputs are one
   * @param took how long it ran
   */
  public record Ended(Optional<Integer> exitStatus, String output, String errors, Duration took) {}

  /** Keeps the end of one output, on a thread of its own. */
  private record Drain(OutputTail tail, Thread thread) {

    static Drain of(InputStream stream) {
      OutputTail tail = new OutputTail(OUTPUT_BYTES);
      Thread thread = new Thread(() -> tail.drain(stream), "baton-output");
      thread.setDaemon(true);
      thread.start();
      return new Drain(tail, thread);
    }

    String text() throws InterruptedException {
      thread.join(DRAIN_MS);
      return tail.text();
    }
  }

  private Child(Process process, Outputs outputs, long startedNanos) {
    this.process = process;
    this.tree = ProcessTree.of(process.pid());
    this.startedNanos = startedNanos;
    this.output = Drain.of(process.getInputStream());
    this.errors =
        outputs == Outputs.APART
            ? Optional.of(Drain.of(process.getErrorStream()))
            : Optional.empty();
  }

  /**
   * Starts a script, with standard output and standard error as one text in the order in which it
   * writes them.
   *
   * @param argv program and arguments, started without a shell
   * @param environment added to the agent's own
   * @throws IOException when it cannot be started, or this process cannot encode one of the words
   */
  public static Child start(List<String> argv, Map<String, String> environment) throws IOException {
    return start(argv, environment, Outputs.ONE);
  }

  /**
   * Starts a command whose standard output is read as its answer. Its standard error is for people.
   *
   * @param argv program and arguments, started without a shell
   * @throws IOException when it cannot be started, or this process cannot encode one of the words
   */
  public static Child ask(List<String> argv) throws IOException {
    return start(argv, Map.of(), Outputs.APART);
  }

  private enum Outputs {
    ONE,
    APART
  }

  private static Child start(List<String> argv, Map<String, String> environment, Outputs outputs)
      throws IOException {
    NativeNames.require(argv);
    List<String> command = new ArrayList<>();
    // setsid(1) replaces itself by the program, so the pid that we know leads the session that we
    // kill.
    command.add("setsid");
    command.addAll(argv);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(outputs == Outputs.ONE);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().putAll(environment);
    long startedNanos = System.nanoTime();
    return new Child(begin(builder), outputs, startedNanos);
  }

  /**
   * The pid is in the table before the child's end is seen, so no reaper takes it for an orphan.
   */
  private static Process begin(ProcessBuilder builder) throws IOException {
    synchronized (UNREAPED) {
      Process process = builder.start();
      long pid = process.pid();
      UNREAPED.add(pid);
      var unused = process.onExit().thenRun(() -> UNREAPED.remove(pid));
      return process;
    }
  }

  /** Tells whether a process was started here, so that the JDK will reap it. */
  static boolean isReapedByJdk(long pid) {
    synchronized (UNREAPED) {
      return UNREAPED.contains(pid);
    }
  }

  /** Returns the child with all its descendants. */
  public ProcessTree tree() {
    return tree;
  }

  /**
   * Waits for the child's end. At the timeout the child and all its descendants are killed.
   *
   * @throws InterruptedException when interrupted; the child has been killed then, too
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
    return new Ended(
        ended ? Optional.of(process.exitValue()) : Optional.empty(),
        output.text(),
        errors.isPresent() ? errors.orElseThrow().text() : "",
        Duration.ofNanos(System.nanoTime() - startedNanos));
  }

  /**
   * Kills the child and its descendants, including those that it left behind when it ended by
   * itself.
   */
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
