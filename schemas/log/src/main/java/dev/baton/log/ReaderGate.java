package dev.baton.log;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds readers up until all of an attempt have begun; if one cannot, none hands anything over. */
final class ReaderGate {
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile boolean open;

  void open() {
    open = true;
    decided.countDown();
  }

  void abandon() {
    decided.countDown();
  }

  /** Tells whether a delivery may be handed over; waits until that is known. */
  boolean letsPass() {
    if (!open) {
      await();
    }
    return open;
  }

  private void await() {
    boolean interrupted = false;
    boolean known = false;
    while (!known) {
      try {
        known = decided.await(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true; // What is in hand must not be lost for that.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
