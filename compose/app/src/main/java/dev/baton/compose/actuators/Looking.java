package dev.baton.compose.actuators;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.function.LongSupplier;

/** An attempt that allows reads for some time, and no writes. */
public final class Looking implements Attempt {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  private final LongSupplier clock;
  private final long deadline;

  /**
   * Allows reads from now on.
   *
   * @param clock monotonic, in ns
   * @param time for how long
   */
  public Looking(LongSupplier clock, Duration time) {
    this.clock = clock;
    this.deadline = clock.getAsLong() + time.toNanos();
  }

  @Override
  public void read(String action) {
    if (deadline - clock.getAsLong() <= 0) {
      throw new ActuatorException(
          ActuatorException.Kind.OVER_BUDGET, action, "", "the time for looking is spent");
    }
  }

  @Override
  public void write(String action) {
    throw new ActuatorException(
        ActuatorException.Kind.SUPERSEDED,
        action,
        "",
        "nothing is written when an actuator only looks");
  }

  @Override
  public void join(String action) {
    write(action);
  }

  @Override
  public boolean isAwaited() {
    return true;
  }

  @Override
  public boolean follow(String action, String what, Duration pause) {
    return false;
  }

  @Override
  public Duration timeLeft() {
    Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - clock.getAsLong()));
    return left.compareTo(LONGEST_CALL) < 0 ? left : LONGEST_CALL;
  }

  @Override
  public void did(String subject, String what) {
    // A read-only pass has no steps to report.
  }
}
