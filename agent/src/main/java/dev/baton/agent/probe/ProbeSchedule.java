package dev.baton.agent.probe;

import dev.baton.model.fact.ProbeStatus;
import java.time.Duration;

/**
 * When a probe runs, and how its samples count. Interval and timeout are independent: while a check
 * takes longer than the interval, no other check is started.
 *
 * @param interval from the start of one check to the start of the next; 10 ms to 1 h
 * @param timeout how long a check may take before it counts as failed; 10 ms to 1 h
 * @param rise how many samples in a row must pass before the probe passes; 1 to 100
 * @param fall how many samples in a row must fail before the probe fails; 1 to 100
 * @param initial the status until rise or fall is reached for the first time. With {@code failing}
 *     and a rise above 1, an agent that is restarted on the holder reports it as unhealthy until
 *     the rise is reached
 */
public record ProbeSchedule(
    Duration interval, Duration timeout, int rise, int fall, ProbeStatus initial) {

  private static final Duration LEAST = Duration.ofMillis(10);
  private static final Duration MOST = Duration.ofHours(1);
  private static final int COUNT_MAX = 100;

  /** Interval 1 s, timeout 1 s, rise 1, fall 2; failing until the first check passes. */
  public static final ProbeSchedule DEFAULT =
      new ProbeSchedule(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 2, ProbeStatus.FAILING);

  /**
   * For checks that cost little and cannot be wrong (processes and interfaces): interval 200 ms,
   * rise 1, fall 1.
   */
  public static final ProbeSchedule CERTAIN =
      new ProbeSchedule(Duration.ofMillis(200), Duration.ofSeconds(1), 1, 1, ProbeStatus.FAILING);

  /** Checks the ranges. */
  public ProbeSchedule {
    Range.require("interval", interval, LEAST, MOST);
    Range.require("timeout", timeout, LEAST, MOST);
    Range.require("rise", rise, 1, COUNT_MAX);
    Range.require("fall", fall, 1, COUNT_MAX);
  }
}
