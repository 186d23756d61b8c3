package dev.baton.runtime.core;

import dev.baton.spi.CallLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A token bucket for each group of calls that a platform counts separately. Moves may use all of a
 * limit. Periodic reads may use a quarter of it, so that a thousand idle bindings leave the rest to
 * moves and to other users of the account. Deterministic, used by one thread at a time.
 */
public final class Paces {
  /** The part of a limit that periodic reads may use. */
  public static final double LOOKS = 0.25;

  /** For calls without a published limit. */
  private static final CallLimit UNKNOWN = new CallLimit(".*", false, 10, 50, "");

  private final List<CallLimit> limits;
  private final double share;
  private final Map<String, Bucket> buckets = new TreeMap<>();

  private record Bucket(Pace all, Pace looks) {}

  /**
   * Creates full buckets.
   *
   * @param limits the limits; the first that counts a call applies to it
   * @param share which part of each limit may be used, more than 0 to 1
   */
  public Paces(List<CallLimit> limits, double share) {
    if (!(share > 0) || !(share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " is not more than 0 to 1");
    }
    this.limits = List.copyOf(limits);
    this.share = share;
  }

  /**
   * Asks for a call.
   *
   * @param move whether the call belongs to a move
   * @param now the monotonic clock in ns
   * @return 0 if the call may be made now, and is counted; otherwise how long to wait in ns before
   *     asking again
   */
  public long ask(String action, boolean move, long now) {
    Bucket bucket = bucket(action, now);
    if (move) {
      return bucket.all().ask(true, now);
    }
    long pause = bucket.looks().ask(true, now);
    return pause > 0 ? pause : bucket.all().ask(false, now);
  }

  /** Empties the call's bucket, because the platform said that there were too many calls. */
  public void throttled(String action, long now) {
    bucket(action, now).all().throttled(now);
  }

  private Bucket bucket(String action, long now) {
    Optional<CallLimit> counting =
        limits.stream().filter(limit -> limit.counts(action)).findFirst();
    CallLimit limit = counting.orElse(UNKNOWN);
    String key = limit.actions() + (limit.each() ? " " + action : "");
    return buckets.computeIfAbsent(key, fresh -> bucket(limit, now));
  }

  private Bucket bucket(CallLimit limit, long now) {
    double burst = Math.max(1, limit.burst() * share);
    double perSecond = limit.perSecond() * share;
    Pace looks = new Pace(perSecond * LOOKS, Math.max(1, burst * LOOKS), 0, now);
    return new Bucket(new Pace(perSecond, burst, burst > 1 ? burst / 5 : 0, now), looks);
  }
}
