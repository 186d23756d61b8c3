package dev.baton.compose.service;

/** A service cannot start, or cannot go on. The message has the whole reason. */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The exit status for this reason. */
  private final ExitCode exitCode;

  /** Creates the exception. The message says what is wrong and what to do about it. */
  public ServiceException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Creates the exception, with its cause. */
  public ServiceException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Returns the exit status for this reason. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
