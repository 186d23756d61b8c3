package dev.baton.agent.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What waits for the loop. Thread-safe; taken from by one thread. */
final class Mailbox {

  /** How many samples and orders may wait; whoever brings more is held up. */
  private static final int ROOM = 1024;

  private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(ROOM);
  private volatile boolean closed;

  /** Puts an answer to something that the loop asked for, which bounds their number. */
  void put(Runnable message) {
    waiting.add(message);
  }

  /** Puts something that comes from outside; blocks while too much of it waits. */
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

  /** Takes the next message, waiting for it at most that long. */
  Optional<Runnable> take(Duration most) throws InterruptedException {
    return Optional.ofNullable(waiting.poll(most.toNanos(), TimeUnit.NANOSECONDS));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Lets go whoever waits for room. */
  void close() {
    closed = true;
  }

  private void releaseAndRun(Runnable message) {
    room.release();
    message.run();
  }
}
