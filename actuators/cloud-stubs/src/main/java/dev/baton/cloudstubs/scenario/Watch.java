package dev.baton.cloudstubs.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks every few milliseconds at where a scene's traffic goes. Thread-safe. */
final class Watch implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(2);

  private final Supplier<Optional<String>> truth;
  private final Thread thread = new Thread(this::run, "watch");
  private Seen seen;
  private boolean closed;

  /**
   * What was seen.
   *
   * @param node to whom traffic goes; empty: to nobody, or not all of it to the same
   * @param since when that was first seen
   */
  record Seen(Optional<String> node, Instant since) {}

  Watch(Supplier<Optional<String>> truth) {
    this.truth = truth;
    this.seen = new Seen(truth.get(), Instant.now());
    thread.setDaemon(true);
    thread.start();
  }

  synchronized Seen seen() {
    return seen;
  }

  /** Waits until traffic goes to somebody else than that, or nobody; but not longer than that. */
  synchronized Seen otherThan(Optional<String> node, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (seen.node().equals(node) && !closed) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return seen;
  }

  private void run() {
    try {
      while (tick()) {
        TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean tick() {
    Optional<String> node = truth.get();
    synchronized (this) {
      if (!node.equals(seen.node())) {
        seen = new Seen(node, Instant.now());
        notifyAll();
      }
      return !closed;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }
}
