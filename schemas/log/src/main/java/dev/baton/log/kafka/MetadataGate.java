package dev.baton.log.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A queue in front of a producer that may not know a topic for a while. While a record waits, later
 * records wait behind it, which keeps the order. A record that was given up meanwhile is never
 * sent. Thread-safe.
 */
final class MetadataGate {
  /** More than can come within a delivery timeout. If more come, something is wrong. */
  private static final int MOST = 10_000;

  private final Predicate<String> known;
  private final Duration betweenLooks;
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  /**
   * Makes an empty queue.
   *
   * @param known whether a topic is known; must not block
   * @param betweenLooks how often it asks that while a record waits
   */
  MetadataGate(Predicate<String> known, Duration betweenLooks) {
    this.known = known;
    this.betweenLooks = betweenLooks;
  }

  /**
   * Sends now if the topic is known and no record waits, otherwise as soon as that is so.
   *
   * @param result fails if too many records wait; once it is complete, the record is not sent any
   *     more
   * @param send sends; must not block
   */
  synchronized void pass(String topic, CompletableFuture<?> result, Runnable send) {
    if (waiting.isEmpty() && known.test(topic)) {
      send.run();
    } else if (waiting.size() >= MOST) {
      result.completeExceptionally(
          new IllegalStateException(MOST + " records wait for topic " + topic));
    } else {
      waiting.add(new Waiting(topic, result, send));
      if (waiting.size() == 1) {
        lookLater();
      }
    }
  }

  private synchronized void look() {
    while (!waiting.isEmpty() && waiting.element().mayGo(known)) {
      waiting.remove().go();
    }
    if (!waiting.isEmpty()) {
      lookLater();
    }
  }

  private void lookLater() {
    CompletableFuture.delayedExecutor(betweenLooks.toNanos(), TimeUnit.NANOSECONDS)
        .execute(this::look);
  }

  /** Something to send, and what became of it. */
  private record Waiting(String topic, CompletableFuture<?> result, Runnable send) {
    boolean mayGo(Predicate<String> known) {
      return result.isDone() || known.test(topic);
    }

    void go() {
      if (!result.isDone()) {
        send.run();
      }
    }
  }
}
