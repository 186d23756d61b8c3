package dev.baton.agent.probe;

import dev.baton.agent.core.Weight;
import dev.baton.model.fact.ProbeStatus;
import java.time.Duration;

/** Settings that tests share. */
final class Given {

  private Given() {}

  /** A probe that looks each 20 ms with a generous timeout. */
  static ProbeCommon quick() {
    return timeout(5000);
  }

  /** A probe that looks each 20 ms. */
  static ProbeCommon timeout(int timeoutMs) {
    return new ProbeCommon(
        "it",
        Weight.REQUIRED,
        new ProbeSchedule(
            Duration.ofMillis(20), Duration.ofMillis(timeoutMs), 1, 1, ProbeStatus.FAILING));
  }
}
