package dev.baton.log;

/** A later writer of audit and state has claimed the partition. */
public final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which partition was claimed. */
  public FencedException(String message, Throwable cause) {
    super(message, cause);
  }
}
