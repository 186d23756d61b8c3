package dev.baton.arbiter.server.shell;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what was sent and not answered yet. Thread-safe. */
final class Outstanding {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private int count;
  private volatile boolean ending;

  /** Counts a stage until it completes, either way. */
  <T> CompletionStage<T> track(CompletionStage<T> stage) {
    add(1);
    return stage.whenComplete((value, failure) -> add(-1));
  }

  private void add(int more) {
    lock.lock();
    try {
      count += more;
      if (count == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether nothing more should be tried. */
  boolean isEnding() {
    return ending;
  }

  /** Waits until everything was answered; tells whether it was in time. Nothing is tried again. */
  boolean awaitNone(Duration atMost) throws InterruptedException {
    ending = true;
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (count > 0 && left > 0) {
        left = none.awaitNanos(left);
      }
      return count == 0;
    } finally {
      lock.unlock();
    }
  }
}
