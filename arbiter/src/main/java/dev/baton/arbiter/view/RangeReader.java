package dev.baton.arbiter.view;

import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.Bounds;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.LogUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Reads what stands in a topic's partition now, and no more. */
final class RangeReader {

  private static final long POLL_MS = 5;

  private RangeReader() {}

  /**
   * A topic's partition.
   *
   * @param <T> the topic's value type
   */
  @FunctionalInterface
  interface Source<T> {
    /** Begins to read. */
    EventLog.Reader read(StartAt from, Consumer<Delivered<T>> sink);
  }

  /**
   * Returns what stands from an offset to the end that was found.
   *
   * @param name the topic and partition, for errors
   * @param patience how long it may take
   * @throws LogUnavailableException when that was not enough
   */
  static <T> List<Delivered<T>> read(
      String name, Source<T> source, Bounds bounds, long from, Duration patience) {
    List<Delivered<T>> found = new ArrayList<>();
    if (from >= bounds.end()) {
      return found;
    }
    LinkedBlockingQueue<Delivered<T>> queue = new LinkedBlockingQueue<>();
    long deadline = System.nanoTime() + patience.toNanos();
    try (EventLog.Reader reader =
        source.read(StartAt.offset(Math.max(from, bounds.first())), queue::add)) {
      while (true) {
        // Asked before the queue is emptied: what was handed over before is in the queue then.
        boolean atEnd = reader.caughtUp();
        queue.drainTo(found);
        if (atEnd || reached(found, bounds.end())) {
          return found;
        }
        if (System.nanoTime() > deadline) {
          throw new LogUnavailableException(
              name + " was not read to its end within " + patience.toMillis() + " ms",
              new TimeoutException());
        }
        waitFor(queue, found);
      }
    }
  }

  /** The last record may be a transaction's marker, which is never delivered. */
  private static <T> boolean reached(List<Delivered<T>> found, long end) {
    return !found.isEmpty() && found.get(found.size() - 1).offset() >= end - 1;
  }

  private static <T> void waitFor(
      LinkedBlockingQueue<Delivered<T>> queue, List<Delivered<T>> found) {
    try {
      Delivered<T> next = queue.poll(POLL_MS, TimeUnit.MILLISECONDS);
      if (next != null) {
        found.add(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while reading", e);
    }
  }
}
