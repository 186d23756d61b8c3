package dev.baton.azure;

import dev.baton.spi.Attempt;
import dev.baton.spi.Refusal;
import dev.baton.spi.Refusal.Kind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows what a write has begun to its end. The SDK's own poller is not used: it waits 30 s
 * between two looks, takes a throttled look for a failed operation, and hides how a cancelled one
 * ended.
 */
final class Follower implements AutoCloseable {
  private final Arm arm;
  private final IlbSettings settings;
  private final CountDownLatch closed = new CountDownLatch(1);

  Follower(Arm arm, IlbSettings settings) {
    this.arm = arm;
    this.settings = settings;
  }

  /**
   * Follows an operation.
   *
   * @return how it ended; {@link OperationState#OVER} where we may not, or can no longer, look
   * @throws Refusal when it did not end in time, or a look was refused for now
   */
  OperationState followed(String url, Attempt attempt) {
    long begin = System.nanoTime();
    OperationState state = operation(url, attempt);
    while (!state.ended()) {
      pause(begin, attempt);
      state = operation(url, attempt);
    }
    attempt.did(settings.balancer(), "operation ended: " + state.status() + " " + state.code());
    return state;
  }

  /** Reads a load balancer again until nothing is under way, be it our own write or another's. */
  BalancerSight settled(BalancerSight first, Attempt attempt) {
    long begin = System.nanoTime();
    BalancerSight sight = first;
    while (sight.underWay() && sight.unfit().isEmpty()) {
      pause(begin, attempt);
      sight = BalancerSight.of(arm.balancer(attempt), settings.pools());
    }
    return sight;
  }

  private OperationState operation(String url, Attempt attempt) {
    try {
      return arm.operation(url, attempt);
    } catch (Refusal refusal) {
      if (refusal.kind() == Kind.PERMANENT) {
        // The write is on its way all the same, and what is read back tells how it ended.
        attempt.did(settings.balancer(), "operation not followed: " + refusal.getMessage());
        return OperationState.OVER;
      }
      throw refusal;
    }
  }

  private void pause(long begin, Attempt attempt) {
    Duration spent = Duration.ofNanos(System.nanoTime() - begin);
    if (spent.compareTo(settings.pace().most()) >= 0) {
      throw unknown("did not end within " + settings.pace().most());
    }
    Duration left = attempt.timeLeft();
    Duration interval = settings.pace().interval();
    Duration pause = left.compareTo(interval) < 0 ? left : interval;
    try {
      if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        throw unknown("is followed no more: the mover was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown("is followed no more: interrupted");
    }
  }

  private Refusal unknown(String what) {
    return new Refusal(
        Kind.UNKNOWN_OUTCOME, Actions.FOLLOW, "", "a write of " + settings.id() + " " + what);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
