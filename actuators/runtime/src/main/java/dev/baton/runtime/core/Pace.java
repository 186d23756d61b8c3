package dev.baton.runtime.core;

/**
 * A token bucket for the calls to one account. Moves have priority: a periodic read leaves some of
 * the tokens for moves. Deterministic, used by one thread at a time.
 */
public final class Pace {
  private static final long SECOND = 1_000_000_000L;

  private final double perSecond;
  private final double burst;
  private final double reserve;
  private double tokens;
  private long asOf;

  /**
   * Creates a full bucket.
   *
   * @param perSecond calls per second in the long run; more than 0
   * @param burst how many calls may be made at once; at least 1
   * @param reserve how many of these are kept for moves; less than {@code burst}
   * @param now the monotonic clock in ns
   */
  public Pace(double perSecond, double burst, double reserve, long now) {
    if (!(perSecond > 0) || !(burst >= 1) || !(reserve >= 0 && reserve < burst)) {
      throw new IllegalArgumentException(
          "pace: %s per second, burst %s, reserve %s".formatted(perSecond, burst, reserve));
    }
    this.perSecond = perSecond;
    this.burst = burst;
    this.reserve = reserve;
    this.tokens = burst;
    this.asOf = now;
  }

  /**
   * Asks for a call.
   *
   * @param move whether the call belongs to a move, and not to a periodic read
   * @return 0 if the call may be made now, and is counted; otherwise how long to wait in ns before
   *     asking again
   */
  public long ask(boolean move, long now) {
    tokens = Math.min(burst, tokens + (now - asOf) * perSecond / SECOND);
    asOf = now;
    double floor = move ? 1 : 1 + reserve;
    if (tokens >= floor) {
      tokens -= 1;
      return 0;
    }
    return (long) Math.ceil((floor - tokens) * SECOND / perSecond);
  }

  /** Empties the bucket, because the platform said that there were too many calls. */
  public void throttled(long now) {
    tokens = 0;
    asOf = now;
  }
}
