package dev.baton.lease.shell;

import dev.baton.model.ClusterId;
import dev.baton.model.Fact;
import dev.baton.model.Position;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Facts that must reach the log: appended in order, each again if it was given up. Bounded: when it
 * is full the oldest is dropped and said so; by then the session to which it belonged is long over,
 * and its successor's first keepalive says what matters.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperService.class);
  private static final int MOST_WAITING = 256;

  private final Function<Fact, CompletionStage<Position>> log;
  private final ClusterId cluster;
  private final Deque<Fact> waiting = new ArrayDeque<>();
  private boolean underWay;

  /**
   * An outbox with nothing in it.
   *
   * @param log appends a fact of the cluster
   * @param cluster for people
   */
  Outbox(Function<Fact, CompletionStage<Position>> log, ClusterId cluster) {
    this.log = log;
    this.cluster = cluster;
  }

  /** Appends the fact after those before it. Does not block. */
  synchronized void append(Fact fact) {
    if (waiting.size() == MOST_WAITING) {
      LOG.atWarn()
          .addKeyValue("cluster", cluster)
          .addKeyValue("fact", waiting.removeFirst())
          .log("too many facts wait for the log: dropped the oldest");
    }
    waiting.addLast(fact);
    if (!underWay) {
      next();
    }
  }

  /**
   * Waits until everything is in the log.
   *
   * @return whether it is
   */
  synchronized boolean flush(Duration deadline) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (!waiting.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /** Tries again what was given up; to be called now and then. */
  synchronized void retry() {
    if (!underWay && !waiting.isEmpty()) {
      next();
    }
  }

  private void next() {
    underWay = true;
    Fact first = waiting.getFirst();
    var unused =
        log.apply(first).whenComplete((position, failure) -> finished(first, position, failure));
  }

  private synchronized void finished(
      Fact fact, @Nullable Position position, @Nullable Throwable failure) {
    if (position != null && waiting.peekFirst() == fact) {
      waiting.removeFirst();
    } else if (failure != null) {
      LOG.atWarn()
          .addKeyValue("cluster", cluster)
          .addKeyValue("fact", fact)
          .log("the log did not take a fact, trying again: {}", failure.toString());
    }
    underWay = false;
    notifyAll();
    if (failure == null && !waiting.isEmpty()) {
      next();
    }
  }
}
