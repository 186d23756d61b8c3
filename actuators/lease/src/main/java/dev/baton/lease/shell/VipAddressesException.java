package dev.baton.lease.shell;

/** An address could not be added or removed. The message names it, the interface and the reason. */
public final class VipAddressesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public VipAddressesException(String message) {
    super(message);
  }

  /** Creates the exception. */
  public VipAddressesException(String message, Throwable cause) {
    super(message, cause);
  }
}
