package dev.baton.compose.service;

/** A service cannot start, or cannot go on, for a reason that the message says whole. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Which exit status says it best. */
  private final ExitCode exitCode;

  /** Says what is the matter and what can be done about it. */
  public ServiceException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Says what is the matter, and what it comes from. */
  public ServiceException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Returns the exit status that says it best. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
