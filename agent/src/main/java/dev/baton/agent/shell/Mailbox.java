package dev.baton.agent.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The messages that wait for the loop. Any thread may put; one thread takes. */
final class Mailbox {

  /** How many samples and commands may wait. Then whoever puts another one blocks. */
  private static final int ROOM = 1024;

  private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(ROOM);
  private volatile boolean closed;

  /**
   * Puts the answer to something that the loop asked for. The loop's own requests bound their
   * number.
   */
  void put(Runnable message) {
    waiting.add(message);
  }

  /** Puts a sample or a command; blocks while the mailbox is full. */
  void putWhenRoom(Runnable message) {
    try {
      while (!closed) {
        if (room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
          waiting.add(() -> releaseAndRun(message));
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the next message; waits for it for that long at most. */
  Optional<Runnable> take(Duration most) throws InterruptedException {
    return Optional.ofNullable(waiting.poll(most.toNanos(), TimeUnit.NANOSECONDS));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Releases every thread that waits for room. */
  void close() {
    closed = true;
  }

  private void releaseAndRun(Runnable message) {
    room.release();
    message.run();
  }
}
