package dev.baton.azure;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import dev.baton.spi.Attempt;
import java.time.Duration;

/**
 * Follows what a write has begun to its end. The SDK's own poller is not used: it waits 30 s
 * between two looks, takes a throttled look for a failed operation, and hides how a cancelled one
 * ended.
 */
final class Follower {
  private final Arm arm;
  private final IlbSettings settings;

  Follower(Arm arm, IlbSettings settings) {
    this.arm = arm;
    this.settings = settings;
  }

  /**
   * Follows an operation.
   *
   * @return how it ended; {@link OperationState#OVER} where we may not, or can no longer, look
   * @throws ActuatorException when it did not end in time, or a look was refused for now
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
    } catch (ActuatorException refusal) {
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
    String waits = "a write of " + settings.id() + " is still carried out";
    if (!attempt.follow(Actions.FOLLOW, waits, settings.pace().interval())) {
      throw unknown("is still carried out as the time for the move ends");
    }
  }

  private ActuatorException unknown(String what) {
    return new ActuatorException(
        Kind.UNKNOWN_OUTCOME, Actions.FOLLOW, "", "a write of " + settings.id() + " " + what);
  }
}
