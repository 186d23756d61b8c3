package dev.baton.runtime.shell;

import dev.baton.runtime.core.Pace;
import dev.baton.spi.Refusal;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The rate of calls that everybody who uses one account of a platform shares. Thread-safe. */
public final class Rate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wait = lock.newCondition();
  private final LongSupplier clock;
  private final Pace pace;

  /**
   * Creates a rate.
   *
   * @param perSecond calls per second in the long run
   * @param burst how many may be made at once
   * @param reserve how many of these are kept for moves
   * @param clock monotonic, in ns
   */
  public Rate(double perSecond, double burst, double reserve, LongSupplier clock) {
    this.clock = clock;
    this.pace = new Pace(perSecond, burst, reserve, clock.getAsLong());
  }

  /**
   * Waits until a call may be made.
   *
   * @param move whether it belongs to a move
   * @param deadline by the clock
   * @throws Refusal of kind {@link Refusal.Kind#OVER_BUDGET} when that would be after the deadline,
   *     or this thread is told to end
   */
  void take(String action, boolean move, long deadline) {
    lock.lock();
    try {
      long pause = pace.ask(move, clock.getAsLong());
      while (pause > 0) {
        if (clock.getAsLong() + pause > deadline) {
          throw new Refusal(
              Refusal.Kind.OVER_BUDGET,
              action,
              "",
              "the account's rate leaves no room for the call for another "
                  + Duration.ofNanos(pause).toMillis()
                  + " ms");
        }
        long unused = wait.awaitNanos(pause);
        pause = pace.ask(move, clock.getAsLong());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Refusal.Kind.OVER_BUDGET, action, "", "the service ends");
    } finally {
      lock.unlock();
    }
  }

  /** The platform said that there were too many calls. */
  void throttled() {
    lock.lock();
    try {
      pace.throttled(clock.getAsLong());
    } finally {
      lock.unlock();
    }
  }
}
