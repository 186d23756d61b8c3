package dev.baton.log;

/** The brokers answer, but a topic of the log is not there. */
public final class LogMissingException extends LogUnavailableException {
  private static final long serialVersionUID = 1L;

  /** Says which. */
  public LogMissingException(String message, Throwable cause) {
    super(message, cause);
  }
}
