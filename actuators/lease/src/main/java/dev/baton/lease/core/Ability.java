package dev.baton.lease.core;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether a keeper reports that its host cannot carry the VIPs, for example because its interface
 * has no link. All times are monotonic nanoseconds of this host.
 *
 * <p>A host without the VIPs reports at once that it cannot. A holder waits {@link #PATIENCE}
 * first, so that the report of a standby which lost its link at the same moment stands in the log
 * before: the VIPs then stay where they are. A host reports only after {@link #STEADY} that it can
 * again, because a link that comes and goes is none.
 */
final class Ability {
  /** Long enough for two keepalives at the default interval. */
  static final Duration PATIENCE = Duration.ofMillis(250);

  /** How long a link must be there. */
  static final Duration STEADY = Duration.ofSeconds(1);

  private Optional<String> seen = Optional.empty();
  private Optional<String> said = Optional.empty();
  private long dueAt = Long.MAX_VALUE;

  /** Notes the host's present state: why it cannot carry the VIPs, or empty if it can. */
  void see(Optional<String> unable, boolean holding, long now) {
    if (unable.equals(seen)) {
      return;
    }
    seen = unable;
    if (seen.equals(said)) {
      dueAt = Long.MAX_VALUE;
    } else if (seen.isEmpty()) {
      dueAt = now + STEADY.toNanos();
    } else if (said.isPresent() || !holding) {
      dueAt = now;
    } else if (dueAt == Long.MAX_VALUE) {
      dueAt = now + PATIENCE.toNanos();
    }
  }

  /** Returns whether keepalives have something new to report from now on. */
  boolean advance(long now) {
    if (now < dueAt) {
      return false;
    }
    dueAt = Long.MAX_VALUE;
    said = seen;
    return true;
  }

  /** Returns what keepalives report. */
  Optional<String> said() {
    return said;
  }

  /** Returns when {@link #advance} has something to do; {@link Long#MAX_VALUE} for never. */
  long dueAt() {
    return dueAt;
  }
}
