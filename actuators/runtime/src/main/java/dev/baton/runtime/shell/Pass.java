package dev.baton.runtime.shell;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.Assignment;
import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass of an actuator. It decides before each call whether the call may still be made. */
final class Pass implements Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(BindingService.class);

  /** The part of a move's time that is kept for reading back. */
  private static final long TO_READ_BACK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long NOT_WRITING = Long.MIN_VALUE;

  private final Assignment assignment;
  private final Fence fence;
  private final Limits limits;
  private final BiConsumer<Pass, String> waits;
  private volatile long writingSince = NOT_WRITING;
  private volatile boolean left;

  /**
   * The limits of a pass.
   *
   * @param rate the rate limit of the account
   * @param move whether the pass belongs to a move
   * @param clock monotonic, in ns
   * @param deadline no call starts after it; by the clock
   * @param longestCall how long one call may take at most
   */
  record Limits(Rate rate, boolean move, LongSupplier clock, long deadline, Duration longestCall) {

    Duration left() {
      return Duration.ofNanos(deadline - clock.getAsLong());
    }
  }

  /**
   * Starts a pass.
   *
   * @param fence the highest epoch read so far
   * @param waits called with what the pass waits for
   */
  Pass(Assignment assignment, Fence fence, Limits limits, BiConsumer<Pass, String> waits) {
    this.assignment = assignment;
    this.fence = fence;
    this.limits = limits;
    this.waits = waits;
  }

  /** Abandons the pass: it makes no further call. Running calls may end in any way. */
  void leave() {
    left = true;
  }

  /**
   * Returns when the pass can be abandoned: at once while it reads or waits. After a write was
   * sent, the grace must pass first, so that a newer write takes effect later.
   *
   * @param grace how long, in ns
   */
  long mayBeLeftAt(long grace) {
    long since = writingSince;
    return since == NOT_WRITING ? NOT_WRITING : since + grace;
  }

  @Override
  public void read(String action) {
    requireCurrent(action);
    limits.rate().take(action, limits.move(), limits.deadline());
    requireTime(action);
    requireCurrent(action);
  }

  @Override
  public void write(String action) {
    requireCurrent(action);
    limits.rate().take(action, true, limits.deadline());
    beginWriting(action);
  }

  @Override
  public void join(String action) {
    requireCurrent(action);
    beginWriting(action);
  }

  private void beginWriting(String action) {
    requireTime(action);
    if (fence.highest().isAfter(assignment.epoch())) {
      throw superseded(action, "nothing is written");
    }
    writingSince = limits.clock().getAsLong();
  }

  @Override
  public boolean isAwaited() {
    return limits.move();
  }

  @Override
  public boolean follow(String action, String what, Duration pause) {
    requireCurrent(action);
    waits.accept(this, what);
    long time = limits.left().toNanos() - TO_READ_BACK_NANOS;
    if (time <= 0) {
      return false;
    }
    try {
      if (fence.awaitAbove(assignment.epoch(), Math.min(pause.toNanos(), time))) {
        throw superseded(action, what + " is not waited for any more");
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ActuatorException(
          ActuatorException.Kind.UNKNOWN_OUTCOME, action, "", "the service ends: " + what);
    }
  }

  private void requireCurrent(String action) {
    writingSince = NOT_WRITING;
    if (left) {
      throw superseded(action, "this pass was left");
    }
  }

  private ActuatorException superseded(String action, String what) {
    return new ActuatorException(
        ActuatorException.Kind.SUPERSEDED,
        action,
        "",
        "epoch " + fence.highest() + " was read; for " + assignment.epoch() + " " + what);
  }

  private void requireTime(String action) {
    if (limits.left().isNegative() || limits.left().isZero()) {
      throw new ActuatorException(
          ActuatorException.Kind.OVER_BUDGET, action, "", "the time for the move is spent");
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
