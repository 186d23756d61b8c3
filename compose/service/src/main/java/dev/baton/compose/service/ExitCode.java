package dev.baton.compose.service;

/** How a command ends, as its exit status. */
public enum ExitCode {
  /** What was asked for is done; a service was told to end and did. */
  DONE(0),
  /** It was understood and refused; the reason is on standard error. */
  REFUSED(1),
  /** The command line, the configuration or a file is not right. */
  USAGE(2),
  /** The deadline passed: what was asked for may still happen. */
  UNKNOWN(3),
  /** Kafka does not answer. */
  LOG_UNAVAILABLE(4),
  /** A service failed, or did not end in time. */
  FAILED(5),
  /** Every cluster asked for has a holder, but something should be looked at. */
  DEGRADED(6),
  /** A cluster asked for has no holder, or none is defined. */
  NOT_HELD(7);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** Returns the number that the shell sees. */
  public int status() {
    return status;
  }
}
