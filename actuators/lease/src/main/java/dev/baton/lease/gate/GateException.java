package dev.baton.lease.gate;

/** The kernel or its library refused a change of the gate. Nothing of the change took effect. */
public final class GateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the action, its subject and the kernel's reason
   */
  public GateException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the action and its subject
   * @param cause the error underneath
   */
  public GateException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
