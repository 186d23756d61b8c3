package dev.baton.agent.core;

import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;

/**
 * One probe's status and what it has counted towards the other one.
 *
 * @param rule how it counts
 * @param status what it says
 * @param contrary how many samples in a row spoke against the status
 * @param sampled whether there was a sample at all
 * @param detail the last sample in words
 */
record ProbeTrack(
    ProbeRule rule, ProbeStatus status, int contrary, boolean sampled, String detail) {

  /** Returns the probe before its first sample. */
  static ProbeTrack initial(ProbeRule rule) {
    return new ProbeTrack(rule, rule.counting().initial(), 0, false, "no sample yet");
  }

  /** Returns the probe after a further sample. */
  ProbeTrack after(Sample sample) {
    ProbeStatus said = sample.passed() ? ProbeStatus.PASSING : ProbeStatus.FAILING;
    if (said == status) {
      return new ProbeTrack(rule, status, 0, true, sample.detail());
    }
    int counted = contrary + 1;
    return counted < needed(said)
        ? new ProbeTrack(rule, status, counted, true, sample.detail())
        : new ProbeTrack(rule, said, 0, true, sample.detail());
  }

  /** Tells whether this probe keeps the node from being healthy. */
  boolean vetoes() {
    return rule.weight() == Weight.REQUIRED && status == ProbeStatus.FAILING;
  }

  ProbeReport report() {
    return new ProbeReport(rule.name(), rule.kind(), status, detail);
  }

  private int needed(ProbeStatus towards) {
    return switch (towards) {
      case PASSING -> rule.counting().rise();
      case FAILING -> rule.counting().fall();
    };
  }
}
