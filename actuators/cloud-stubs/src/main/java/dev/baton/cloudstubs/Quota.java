package dev.baton.cloudstubs;

import dev.baton.spi.CallLimit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Counts calls as a platform does that limits them. Used by one thread at a time. */
final class Quota {
  private final List<CallLimit> limits;
  private final SortedMap<String, Bucket> buckets = new TreeMap<>();

  /** Tokens that were left at a time. */
  private record Bucket(double tokens, long asOf) {}

  /** Begins with full buckets; of several limits the first that counts a call is its own. */
  Quota(List<CallLimit> limits) {
    this.limits = List.copyOf(limits);
  }

  /** Tells whether a call is not too many, and counts it then. */
  boolean admits(String action, long now) {
    Optional<CallLimit> counting = limits.stream().filter(it -> it.counts(action)).findFirst();
    if (counting.isEmpty()) {
      return true;
    }
    CallLimit limit = counting.orElseThrow();
    String key = limit.actions() + (limit.each() ? action : "");
    Bucket bucket = buckets.getOrDefault(key, new Bucket(limit.burst(), now));
    double refilled = (now - bucket.asOf()) * limit.perSecond() / TimeUnit.SECONDS.toNanos(1);
    double tokens = Math.min(limit.burst(), bucket.tokens() + refilled);
    boolean admitted = tokens >= 1;
    buckets.put(key, new Bucket(admitted ? tokens - 1 : tokens, now));
    return admitted;
  }
}
