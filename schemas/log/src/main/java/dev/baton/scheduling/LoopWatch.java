package dev.baton.scheduling;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A loop that must come round often for its process to do its work: a keeper's, an agent's, an
 * arbiter's. Whoever supervises the process asks {@link #stuck}, and restarts it when a loop does
 * not come round any more. Thread-safe.
 */
public final class LoopWatch implements AutoCloseable {
  /** How long a loop may wait for something to happen before it comes round. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private static final Set<LoopWatch> RUNNING = ConcurrentHashMap.newKeySet();

  private final String name;
  private volatile long turned = System.nanoTime();

  private LoopWatch(String name) {
    this.name = name;
  }

  /**
   * Watches a loop from now on, until it is closed.
   *
   * @param name which one, for people: {@code keeper of cluster web}
   */
  public static LoopWatch begin(String name) {
    LoopWatch watch = new LoopWatch(name);
    RUNNING.add(watch);
    return watch;
  }

  /** The loop came round. */
  public void turned() {
    turned = System.nanoTime();
  }

  /**
   * Returns the names of the loops of this process that have not come round for so long, sorted.
   *
   * @param limit longer than {@link #LONGEST_WAIT}
   */
  public static List<String> stuck(Duration limit) {
    long now = System.nanoTime();
    return RUNNING.stream()
        .filter(watch -> now - watch.turned > limit.toNanos())
        .map(watch -> watch.name)
        .sorted()
        .toList();
  }

  /** The loop has ended. */
  @Override
  public void close() {
    RUNNING.remove(this);
  }
}
