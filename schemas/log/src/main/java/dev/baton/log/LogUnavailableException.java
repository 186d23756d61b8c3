package dev.baton.log;

/** The log did not answer, or gave a call up; whether an append took place is unknown. */
public class LogUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was tried. */
  public LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
