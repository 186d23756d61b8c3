package dev.baton.arbiter.server.shell;

import dev.baton.log.Delivered;
import dev.baton.model.fact.FactRecord;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Passes what a reader delivers into a bounded queue; lets the reader go once it is closed. */
final class Feed implements AutoCloseable {
  private final BlockingQueue<Delivered<FactRecord>> into;
  private volatile OptionalLong truncatedAt = OptionalLong.empty();
  private volatile boolean closed;

  Feed(BlockingQueue<Delivered<FactRecord>> into) {
    this.into = into;
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

  /** Returns where the log turned out to end, if that was before what had been read of it. */
  OptionalLong truncatedAt() {
    return truncatedAt;
  }

  @Override
  public void close() {
    closed = true;
  }
}
