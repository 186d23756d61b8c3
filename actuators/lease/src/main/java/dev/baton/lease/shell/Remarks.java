package dev.baton.lease.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an operator should know of a host beside what its keeper refuses, in sentences. They change
 * seldom, whatever is heard on the wire, since each change is told in a record. One thread.
 */
final class Remarks {
  /** Who was not heard for so long speaks for a VIP no more. */
  static final Duration MEMORY = Duration.ofMinutes(1);

  private static final int MOST_CONFLICTS = 15;

  private final Map<String, Heard> conflicts = new TreeMap<>();

  /** The first that was heard to speak for a VIP, and when anybody was last. */
  private record Heard(String first, long last) {}

  /** Another station spoke for a VIP. */
  void conflict(String vip, String detail, long now) {
    forget(now);
    if (conflicts.size() < MOST_CONFLICTS || conflicts.containsKey(vip)) {
      conflicts.merge(
          vip, new Heard(detail, now), (before, again) -> new Heard(before.first(), now));
    }
  }

  /**
   * Returns what is to be told now.
   *
   * @param reader what is to be known of the reader of commands
   */
  List<String> at(Optional<String> reader, long now) {
    forget(now);
    List<String> all = new ArrayList<>();
    conflicts.forEach(
        (vip, heard) -> all.add("another host answers for " + vip + ": " + heard.first()));
    reader.ifPresent(all::add);
    return all;
  }

  private void forget(long now) {
    conflicts.values().removeIf(heard -> now - heard.last() > MEMORY.toNanos());
  }
}
