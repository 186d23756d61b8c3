package dev.baton.cloudstubs.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells where a scene's traffic goes, and since when that has been seen. Thread-safe. */
final class Watch implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(2);

  private final Supplier<Optional<String>> truth;
  private Seen seen;
  private boolean closed;

  /**
   * What was seen.
   *
   * @param node to whom traffic goes; empty: to nobody, or not all of it to the same
   * @param since when that was seen first: by who asks, who waits, or after a call that wrote
   */
  record Seen(Optional<String> node, Instant since) {}

  Watch(Supplier<Optional<String>> truth) {
    this.truth = truth;
    this.seen = new Seen(truth.get(), Instant.now());
  }

  /** Looks. */
  synchronized Seen seen() {
    Optional<String> node = truth.get();
    if (!node.equals(seen.node())) {
      seen = new Seen(node, Instant.now());
    }
    return seen;
  }

  /**
   * Looks every few milliseconds until traffic goes to somebody else than that, or nobody; but not
   * longer than that.
   */
  synchronized Seen otherThan(Optional<String> node, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (seen().node().equals(node) && !closed && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.timedWait(this, TICK.toNanos());
    }
    return seen;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
