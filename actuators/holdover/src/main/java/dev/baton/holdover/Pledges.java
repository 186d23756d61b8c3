package dev.baton.holdover;

import dev.baton.model.Epoch;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this member has promised to holders: to open no gate for a while, unless the holder lets go
 * of that epoch. It counts a promise from its answer, with margin, because the holder counts by
 * another clock.
 */
public final class Pledges {
  private final Map<Epoch, Long> until = new TreeMap<>();
  private long startedUntil = Long.MIN_VALUE;

  /**
   * A keeper starts, or it takes the place of another keeper of its node. It does not know what was
   * promised before, so it waits for as long as that may count.
   *
   * @param wait a promise's length with margin
   */
  public void begin(long now, Duration wait) {
    startedUntil = Math.max(startedUntil, now + wait.toNanos());
  }

  /**
   * It answers that it promises.
   *
   * @param to the holder's epoch
   * @param wait a promise's length with margin
   */
  public void give(Epoch to, long now, Duration wait) {
    until.values().removeIf(end -> end <= now);
    until.merge(to, now + wait.toNanos(), Math::max);
  }

  /** The holder of an epoch has let go of it for good: what was promised for it counts no more. */
  public void letGo(Epoch epoch) {
    until.remove(epoch);
  }

  /** Returns when nothing binds this member any more. */
  public long freeAt() {
    return until.values().stream().mapToLong(end -> end).reduce(startedUntil, Math::max);
  }

  /** Tells whether nothing binds this member. */
  public boolean isFree(long now) {
    return now >= freeAt();
  }
}
