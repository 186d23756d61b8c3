package dev.baton.agent.probe;

/** A running probe. */
public interface Probe extends AutoCloseable {

  /** Starts the probe; called once. Does not block. */
  void start(SampleSink sink);

  /**
   * Stops the probe and kills its script, if one is running. The probe gives no sample after this
   * has returned. Idempotent.
   */
  @Override
  void close();
}
