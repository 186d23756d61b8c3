package dev.baton.log;

/** The log did not answer, or gave a call up. It is unknown whether an append took place. */
public class LogUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was tried. */
  public LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
