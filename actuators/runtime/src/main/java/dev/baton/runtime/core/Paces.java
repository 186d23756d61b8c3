package dev.baton.runtime.core;

import dev.baton.spi.CallLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pace of each sort of call that a platform counts apart. Moves may use all of a limit; looks
 * that nobody waits for a quarter of it, so that a thousand bindings at rest leave the rest to
 * moves and to whoever else uses the account. Deterministic, used by one thread at a time.
 */
public final class Paces {
  /** The part of a limit that looks may use. */
  public static final double LOOKS = 0.25;

  /** For calls of which nothing is published. */
  private static final CallLimit UNKNOWN = new CallLimit(".*", false, 10, 50, "");

  private final List<CallLimit> limits;
  private final double share;
  private final Map<String, Bucket> buckets = new TreeMap<>();

  private record Bucket(Pace all, Pace looks) {}

  /**
   * Creates full ones.
   *
   * @param limits the first that counts a call is its limit
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
   * @param move whether it belongs to a move
   * @param now the monotonic clock in ns
   * @return 0 if it may be made now, and is counted; else how long to wait in ns before asking
   *     again
   */
  public long ask(String action, boolean move, long now) {
    Bucket bucket = bucket(action, now);
    if (move) {
      return bucket.all().ask(true, now);
    }
    long pause = bucket.looks().ask(true, now);
    return pause > 0 ? pause : bucket.all().ask(false, now);
  }

  /** The platform said of such a call that there were too many. */
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
