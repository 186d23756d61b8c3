package dev.baton.lease.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an operator should know of a host besides the refusals of its keeper, in sentences. They
 * change seldom, even if many conflicts are heard, because each change costs a record. Used by one
 * thread.
 */
final class Remarks {
  /** A station that was not heard for this long no longer claims a VIP. */
  static final Duration MEMORY = Duration.ofMinutes(1);

  private static final int MOST_CONFLICTS = 15;

  private final Map<String, Heard> conflicts = new TreeMap<>();

  /** The first station that claimed a VIP, and the time of the last claim. */
  private record Heard(String first, long last) {}

  /** Another station has claimed a VIP. */
  void conflict(String vip, String detail, long now) {
    forget(now);
    if (conflicts.size() < MOST_CONFLICTS || conflicts.containsKey(vip)) {
      conflicts.merge(
          vip, new Heard(detail, now), (before, again) -> new Heard(before.first(), now));
    }
  }

  /** Returns the remarks at this time. */
  List<String> at(long now) {
    forget(now);
    List<String> all = new ArrayList<>();
    conflicts.forEach(
        (vip, heard) -> all.add("another host answers for " + vip + ": " + heard.first()));
    return all;
  }

  private void forget(long now) {
    conflicts.values().removeIf(heard -> now - heard.last() > MEMORY.toNanos());
  }
}
