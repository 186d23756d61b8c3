package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;

/** Takes the samples of the probes. */
public interface SampleSink {

  /**
   * Takes a sample. Each probe calls this on its own threads, one call at a time. The call may
   * block while the taker is behind.
   */
  void sampled(String probe, Sample sample);
}
