package dev.baton.azure;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import dev.baton.spi.Attempt;
import java.time.Duration;

/**
 * Follows the operation of a write to its end. The SDK's own poller is not used: it waits 30 s
 * between two reads, takes a throttled read for a failed operation, and hides how a cancelled
 * operation ended.
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
   * @return how it ended; {@link OperationState#OVER} if the caller may not read it, or can no
   *     longer read it
   * @throws ActuatorException when it did not end in time, or a read was refused for now
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

  /** Reads a load balancer again until no write is being carried out, whoever made it. */
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
        // The write is being carried out all the same, and reading back shows how it ended.
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
