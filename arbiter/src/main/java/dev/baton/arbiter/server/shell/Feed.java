package dev.baton.arbiter.server.shell;

import dev.baton.log.Delivered;
import dev.baton.model.Position;
import dev.baton.model.fact.FactRecord;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Deliveries that wait, in bounded number. A reader waits for room, until the feed is closed. */
final class Feed implements AutoCloseable {
  private final BlockingQueue<Delivered<FactRecord>> into;
  private volatile OptionalLong truncatedAt = OptionalLong.empty();
  private volatile boolean closed;

  /**
   * Begins with nothing in it.
   *
   * @param most how many deliveries may wait
   */
  Feed(int most) {
    this.into = new LinkedBlockingQueue<>(most);
  }

  void take(Delivered<FactRecord> delivered) {
    if (delivered instanceof Delivered.Truncated) {
      truncatedAt = OptionalLong.of(delivered.offset());
      return;
    }
    try {
      boolean taken = false;
      while (!closed && !taken) {
        taken = into.offer(delivered, 50, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the oldest delivery that waits, if it stands at that position or before. */
  Optional<Delivered<FactRecord>> next(Position last) {
    return Optional.ofNullable(into.peek())
        .filter(delivered -> delivered.offset() <= last.offset());
  }

  /** Takes the oldest delivery out, and makes room for one. */
  void remove() {
    into.remove();
  }

  /** Returns where the log turned out to end, if that was before what had been read of it. */
  OptionalLong truncatedAt() {
    return truncatedAt;
  }

  @Override
  public void close() {
    closed = true;
  }
}
