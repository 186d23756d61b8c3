package dev.baton.agent.core;

import dev.baton.model.fact.ProbeReport;
import dev.baton.model.fact.ProbeStatus;

/**
 * One probe's status, and how close it is to changing.
 *
 * @param rule how the samples are counted
 * @param status the present status
 * @param contrary how many samples in a row have contradicted the status
 * @param sampled whether there has been a sample
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

  /** Tells whether this probe makes the node unhealthy: it is required and does not pass. */
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
