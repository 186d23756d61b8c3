package dev.baton.runtime.shell;

import dev.baton.model.Epoch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The highest epoch that was read. Nothing may be written for a lower one. Thread-safe. */
final class Fence {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private Epoch highest = Epoch.NONE;

  /** Records an epoch that was read, and wakes the threads that wait for a higher one. */
  void raise(Epoch read) {
    lock.lock();
    try {
      highest = Epoch.max(highest, read);
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Epoch highest() {
    lock.lock();
    try {
      return highest;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until an epoch higher than this one was read, or until the time is over. Returns whether
   * it was read.
   */
  boolean awaitAbove(Epoch epoch, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!highest.isAfter(epoch) && left > 0) {
        left = raised.awaitNanos(left);
      }
      return highest.isAfter(epoch);
    } finally {
      lock.unlock();
    }
  }
}
