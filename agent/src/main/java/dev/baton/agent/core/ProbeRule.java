package dev.baton.agent.core;

import dev.baton.model.fact.ProbeStatus;
import java.time.Duration;

/**
 * How the samples of one probe are counted.
 *
 * @param name the probe's name, unique in its agent
 * @param kind the kind of probe, such as {@code tcp}; shown to operators
 * @param weight whether the probe counts for the verdict
 * @param counting when its status changes
 * @param patience how long the first report waits for this probe's first sample; positive
 */
public record ProbeRule(
    String name, String kind, Weight weight, Counting counting, Duration patience) {

  /** Checks the range of the patience. */
  public ProbeRule {
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException(name + ": patience " + patience + " is not positive");
    }
  }

  /**
   * When a probe's status changes.
   *
   * @param rise how many samples in a row must pass before the probe passes; at least 1
   * @param fall how many samples in a row must fail before the probe fails; at least 1
   * @param initial the status until rise or fall is reached for the first time
   */
  public record Counting(int rise, int fall, ProbeStatus initial) {

    /** Checks the ranges. */
    public Counting {
      if (rise < 1 || fall < 1) {
        throw new IllegalArgumentException("rise " + rise + " or fall " + fall + " is below 1");
      }
    }
  }
}
