package dev.baton.runtime.shell;

import dev.baton.model.Epoch;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import dev.baton.spi.Refusal;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass of a mover: asked before each call whether it may still be made. */
final class Pass implements Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(MoverService.class);

  private final Assignment assignment;
  private final Supplier<Epoch> highest;
  private final Rate rate;
  private final boolean move;
  private final Limits limits;

  /**
   * Until when.
   *
   * @param clock monotonic, in ns
   * @param deadline by it: no call begins after it
   * @param longestCall how long one call may take at most
   */
  record Limits(LongSupplier clock, long deadline, Duration longestCall) {

    Duration left() {
      return Duration.ofNanos(deadline - clock.getAsLong());
    }
  }

  /**
   * Begins a pass.
   *
   * @param highest the highest epoch read so far
   * @param move whether somebody waits for it
   */
  Pass(Assignment assignment, Supplier<Epoch> highest, Rate rate, boolean move, Limits limits) {
    this.assignment = assignment;
    this.highest = highest;
    this.rate = rate;
    this.move = move;
    this.limits = limits;
  }

  @Override
  public void read(String action) {
    rate.take(action, move, limits.deadline());
    requireTime(action);
  }

  @Override
  public void write(String action) {
    rate.take(action, true, limits.deadline());
    requireTime(action);
    Epoch read = highest.get();
    if (read.isAfter(assignment.epoch())) {
      throw new Refusal(
          Refusal.Kind.SUPERSEDED,
          action,
          "",
          "epoch " + read + " was read; nothing is written for " + assignment.epoch());
    }
  }

  private void requireTime(String action) {
    if (limits.left().isNegative() || limits.left().isZero()) {
      throw new Refusal(Refusal.Kind.OVER_BUDGET, action, "", "the time for the move is spent");
    }
  }

  @Override
  public Duration timeLeft() {
    Duration left = limits.left();
    Duration bounded = left.compareTo(limits.longestCall()) < 0 ? left : limits.longestCall();
    return bounded.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : bounded;
  }

  @Override
  public void did(String subject, String what) {
    LOG.atInfo()
        .addKeyValue("cluster", assignment.cluster())
        .addKeyValue("epoch", assignment.epoch())
        .addKeyValue("node", assignment.node())
        .addKeyValue("subject", subject)
        .log("{}", what);
  }
}
