package dev.baton.arbiter.server.shell;

import dev.baton.model.ArbiterId;
import java.time.Duration;

/**
 * How an arbiter runs.
 *
 * @param arbiter key {@code arbiter.id}: its name, unique among all arbiters of the log
 * @param tickInterval key {@code arbiter.tick-interval}: how often a leader ticks and every arbiter
 *     beats, 20 ms to 10 s; keepers take three missed ticks for silence
 * @param missedTicks key {@code arbiter.missed-ticks}: after how many silent intervals the first
 *     standby takes over, 2 to 100
 * @param closeTimeout key {@code arbiter.close-timeout}: how long a closing arbiter waits for what
 *     it has written, 0 s to 60 s
 */
public record ArbiterSettings(
    ArbiterId arbiter, Duration tickInterval, int missedTicks, Duration closeTimeout) {

  /** Checks the range that the core does not. */
  public ArbiterSettings {
    if (closeTimeout.isNegative() || closeTimeout.toSeconds() > 60) {
      throw new IllegalArgumentException(
          "arbiter.close-timeout: " + closeTimeout.toMillis() + " ms is not within 0 s to 60 s");
    }
  }

  /** A tick each 100 ms, takeover after three missed ones, 2 s to close. */
  public static ArbiterSettings named(ArbiterId arbiter) {
    return new ArbiterSettings(arbiter, Duration.ofMillis(100), 3, Duration.ofSeconds(2));
  }
}
