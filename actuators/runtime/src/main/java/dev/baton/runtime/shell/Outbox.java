package dev.baton.runtime.shell;

import dev.baton.log.EventLog;
import dev.baton.model.ClusterId;
import dev.baton.model.Outcome;
import dev.baton.model.Position;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outcomes that must reach the log: appended in order, each again if it was given up. Bounded: when
 * it is full the oldest is dropped and said so. Thread-safe.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(ActuatorService.class);

  /** Without the log there are no commands; what adds up meanwhile are drifts and repairs. */
  private static final int MOST_WAITING = 4_096;

  private final EventLog log;
  private final Deque<Letter> waiting = new ArrayDeque<>();
  private boolean underWay;
  private boolean closed;

  private long letters;

  /** One outcome, and whose; numbered, for two may say the same. */
  private record Letter(long number, ClusterId cluster, Outcome outcome) {}

  Outbox(EventLog log) {
    this.log = log;
  }

  /** Appends the outcome after those before it. Does not block. */
  synchronized void append(ClusterId cluster, Outcome outcome) {
    if (waiting.size() == MOST_WAITING) {
      Letter oldest = waiting.removeFirst();
      LOG.atWarn()
          .addKeyValue("cluster", oldest.cluster())
          .addKeyValue("outcome", oldest.outcome())
          .log("too many outcomes wait for the log: dropped the oldest");
    }
    waiting.addLast(new Letter(letters++, cluster, outcome));
    retry();
  }

  /** Tries again what was given up; to be called now and then. */
  synchronized void retry() {
    if (!underWay && !waiting.isEmpty() && !closed) {
      next();
    }
  }

  /**
   * Waits until everything is in the log, and appends nothing more: what is left is told by whoever
   * goes on.
   */
  synchronized void close(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    long left = patience.toNanos();
    while (!waiting.isEmpty() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    closed = true;
  }

  private void next() {
    underWay = true;
    Letter first = waiting.getFirst();
    var unused =
        log.append(first.cluster(), first.outcome())
            .whenComplete((position, failure) -> finished(first, position, failure));
  }

  private synchronized void finished(
      Letter letter, @Nullable Position position, @Nullable Throwable failure) {
    if (position != null && letter.equals(waiting.peekFirst())) {
      waiting.removeFirst();
    } else if (failure != null) {
      LOG.atWarn()
          .addKeyValue("cluster", letter.cluster())
          .addKeyValue("outcome", letter.outcome())
          .log("the log did not take an outcome, trying again: {}", failure.toString());
    }
    underWay = false;
    notifyAll();
    if (failure == null) {
      retry();
    }
  }
}
