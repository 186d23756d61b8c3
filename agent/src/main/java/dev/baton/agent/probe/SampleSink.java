package dev.baton.agent.probe;

import dev.baton.agent.core.Sample;

/** Where samples go. */
public interface SampleSink {

  /**
   * Takes a sample. Called on threads of the probes, for one probe never by two at a time; may
   * block for as long as the taker is behind.
   */
  void sampled(String probe, Sample sample);
}
