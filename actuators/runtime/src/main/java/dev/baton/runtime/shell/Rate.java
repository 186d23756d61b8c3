package dev.baton.runtime.shell;

import dev.baton.runtime.core.Paces;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.CallLimit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The rate limits that all actuators of one account share. Thread-safe. */
public final class Rate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wait = lock.newCondition();
  private final LongSupplier clock;
  private final Paces paces;

  /**
   * Creates full buckets.
   *
   * @param limits the limits that the platform publishes
   * @param share which part of them may be used, more than 0 to 1
   * @param clock monotonic, in ns
   */
  public Rate(List<CallLimit> limits, double share, LongSupplier clock) {
    this.clock = clock;
    this.paces = new Paces(limits, share);
  }

  /**
   * Waits until a call may be made.
   *
   * @param move whether the call belongs to a move
   * @param deadline by the clock
   * @throws ActuatorException of kind {@link ActuatorException.Kind#OVER_BUDGET} when that would be
   *     after the deadline, or this thread is told to end
   */
  void take(String action, boolean move, long deadline) {
    lock.lock();
    try {
      long pause = paces.ask(action, move, clock.getAsLong());
      while (pause > 0) {
        if (clock.getAsLong() + pause > deadline) {
          throw new ActuatorException(
              ActuatorException.Kind.OVER_BUDGET,
              action,
              "",
              "the account's rate leaves no room for the call for another "
                  + Duration.ofNanos(pause).toMillis()
                  + " ms");
        }
        long unused = wait.awaitNanos(pause);
        pause = paces.ask(action, move, clock.getAsLong());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ActuatorException(
          ActuatorException.Kind.OVER_BUDGET, action, "", "the service ends");
    } finally {
      lock.unlock();
    }
  }

  /** Empties the call's bucket, because the platform said that there were too many calls. */
  void throttled(String action) {
    lock.lock();
    try {
      paces.throttled(action, clock.getAsLong());
    } finally {
      lock.unlock();
    }
  }
}
