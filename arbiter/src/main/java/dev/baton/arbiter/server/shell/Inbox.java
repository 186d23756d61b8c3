package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.server.shell.Inputs.Input;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What waits for a loop's thread. Readers are held up when too much does; answers of the producer
 * never are, their number is bounded by what was sent.
 */
final class Inbox implements AutoCloseable {
  /** Records read ahead of the loop. */
  private static final int MOST_RECORDS = 10_000;

  private final LinkedBlockingQueue<Input> waiting = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_RECORDS);
  private volatile boolean closed;

  /** Takes a record from a reader; waits for room, unless the inbox was closed. */
  void record(Input input) {
    try {
      boolean admitted = false;
      while (!closed && !admitted) {
        admitted = room.tryAcquire(50, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!closed) {
      waiting.add(
          (runner, now) -> {
            room.release();
            return input.tell(runner, now);
          });
    }
  }

  /** Takes an answer from the producer. */
  void answer(Input input) {
    if (!closed) {
      waiting.add(input);
    }
  }

  /** Returns the next input, or nothing when the time is over. */
  Optional<Input> next(long nanos) throws InterruptedException {
    return Optional.ofNullable(waiting.poll(nanos, TimeUnit.NANOSECONDS));
  }

  int size() {
    return waiting.size();
  }

  /** Lets readers go; what comes now is dropped. */
  @Override
  public void close() {
    closed = true;
  }
}
