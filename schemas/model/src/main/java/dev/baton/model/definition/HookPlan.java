package dev.baton.model.definition;

import java.time.Duration;
import java.util.Optional;

/**
 * Which scripts run on the nodes during a move. Each node's own configuration names the scripts, so
 * the log can never bring a command line to a node.
 *
 * @param demote if present, the node that let go runs its demote script before anybody is promoted;
 *     the arbiter waits this long for it, 100 ms to 1 h
 * @param promote if present, the next holder runs its promote script before it is assigned; the
 *     arbiter waits this long for it, 100 ms to 1 h
 */
public record HookPlan(Optional<Duration> demote, Optional<Duration> promote) {

  /** No scripts. */
  public static final HookPlan NONE = new HookPlan(Optional.empty(), Optional.empty());

  /** Checks the ranges. */
  public HookPlan {
    demote.ifPresent(timeout -> require("hooks.demote.timeout", timeout));
    promote.ifPresent(timeout -> require("hooks.promote.timeout", timeout));
  }

  /** Checks how long a script may run. */
  public static void require(String field, Duration timeout) {
    if (timeout.compareTo(Duration.ofMillis(100)) < 0
        || timeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          field + ": " + timeout.toMillis() + " ms is not within 100 ms to 1 h");
    }
  }
}
