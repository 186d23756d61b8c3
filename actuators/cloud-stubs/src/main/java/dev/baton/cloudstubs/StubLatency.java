package dev.baton.cloudstubs;

import java.time.Duration;

/**
 * How long a platform takes. A call takes effect half-way through its time.
 *
 * @param read a call that only reads
 * @param write a call that changes something, or begins to
 * @param operation how long what a call began goes on after it was answered
 */
public record StubLatency(Duration read, Duration write, Duration operation) {
  /** At once, as tests want it. */
  public static final StubLatency PROMPT =
      new StubLatency(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** Creates one from milliseconds. */
  public static StubLatency ofMillis(long read, long write, long operation) {
    return new StubLatency(
        Duration.ofMillis(read), Duration.ofMillis(write), Duration.ofMillis(operation));
  }
}
