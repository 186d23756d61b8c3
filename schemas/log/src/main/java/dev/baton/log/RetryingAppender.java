package dev.baton.log;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends facts that must reach the log. It keeps their order: the next fact is sent when the one
 * before it is acknowledged. A fact that was given up is sent again at the next {@link #retry}. It
 * is bounded: when it is full it drops the oldest fact and says so. Thread-safe.
 */
public final class RetryingAppender {
  private static final Logger LOG = LoggerFactory.getLogger(RetryingAppender.class);

  private final Target target;
  private final int capacity;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean underWay;
  private boolean closed;
  private long facts;

  /** Where facts go, for example {@link EventLog#append}. */
  public interface Target {
    /** Appends a fact of the cluster; must not block. */
    CompletionStage<Position> append(ClusterId cluster, Fact fact);
  }

  /** One fact, and whose; numbered, for two may say the same. */
  private record Waiting(long number, ClusterId cluster, Fact fact) {}

  /**
   * Creates one with nothing to append.
   *
   * @param capacity how many facts may wait
   */
  public RetryingAppender(Target target, int capacity) {
    this.target = target;
    this.capacity = capacity;
  }

  /** Appends the fact after those before it. Does not block. */
  public synchronized void append(ClusterId cluster, Fact fact) {
    if (waiting.size() == capacity) {
      Waiting oldest = waiting.removeFirst();
      LOG.atWarn()
          .addKeyValue("cluster", oldest.cluster())
          .addKeyValue("fact", oldest.fact())
          .log("too many facts wait for the log: dropped the oldest");
    }
    waiting.addLast(new Waiting(facts++, cluster, fact));
    retry();
  }

  /** Sends again what the log gave up; to be called from time to time. */
  public synchronized void retry() {
    if (!underWay && !waiting.isEmpty() && !closed) {
      next();
    }
  }

  /** Tells whether everything is in the log. */
  public synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Waits until everything is in the log.
   *
   * @return whether it is
   */
  public synchronized boolean flush(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    long left = patience.toNanos();
    while (!waiting.isEmpty() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    return waiting.isEmpty();
  }

  /** Waits as {@link #flush} does, and appends nothing more. */
  public synchronized boolean close(Duration patience) throws InterruptedException {
    boolean flushed = flush(patience);
    closed = true;
    return flushed;
  }

  private void next() {
    underWay = true;
    Waiting first = waiting.getFirst();
    var unused =
        target
            .append(first.cluster(), first.fact())
            .whenComplete((position, failure) -> finished(first, position, failure));
  }

  private synchronized void finished(
      Waiting sent, @Nullable Position position, @Nullable Throwable failure) {
    if (position != null && sent.equals(waiting.peekFirst())) {
      waiting.removeFirst();
    } else if (failure != null) {
      LOG.atWarn()
          .addKeyValue("cluster", sent.cluster())
          .addKeyValue("fact", sent.fact())
          .log("the log did not take a fact, trying again: {}", failure.toString());
    }
    underWay = false;
    notifyAll();
    if (failure == null) {
      retry();
    }
  }
}
