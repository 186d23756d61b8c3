package dev.baton.compose.service;

/** The exit statuses of the {@code baton} command. */
public enum ExitCode {
  /** The command did what it was asked to do. A service was told to end and did. */
  DONE(0),
  /** The command was understood and refused. The reason is on standard error. */
  REFUSED(1),
  /** The command line, the configuration or a file is wrong. */
  USAGE(2),
  /** The deadline passed. The request may still be carried out. */
  UNKNOWN(3),
  /** Kafka did not answer. */
  LOG_UNAVAILABLE(4),
  /** A service failed, or did not end in time. */
  FAILED(5),
  /** Every cluster has a holder, but an operator should look at something. */
  DEGRADED(6),
  /** A cluster has no holder, or no cluster is defined. */
  NOT_HELD(7);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** Returns the exit status as a number. */
  public int status() {
    return status;
  }
}
