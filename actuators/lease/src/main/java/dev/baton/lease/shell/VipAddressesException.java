package dev.baton.lease.shell;

/**
 * An address could not be put or taken away; the message names it, the interface and the reason.
 */
public final class VipAddressesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what could not be done. */
  public VipAddressesException(String message) {
    super(message);
  }

  /** Says what could not be done. */
  public VipAddressesException(String message, Throwable cause) {
    super(message, cause);
  }
}
