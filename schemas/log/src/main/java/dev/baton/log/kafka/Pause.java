package dev.baton.log.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A short wait between two tries. */
final class Pause {

  private Pause() {}

  /** Waits for about that long, or until the thread is interrupted, which it stays. */
  static void of(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }
}
