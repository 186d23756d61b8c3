package dev.baton.agent.probe;

/** A probe at work. */
public interface Probe extends AutoCloseable {

  /** Begins to look; to be called once. Does not block. */
  void start(SampleSink sink);

  /**
   * Ends, kills the script that may be running, and gives no sample any more once it has returned.
   * Idempotent.
   */
  @Override
  void close();
}
