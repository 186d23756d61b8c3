package dev.baton.lease.gate;

/** The kernel or its library refused a change of the gate. Nothing of the change took effect. */
public final class GateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what was refused and why.
   *
   * @param message names the action, its subject and the kernel's reason
   */
  public GateException(String message) {
    super(message);
  }

  /**
   * Says what was refused and why.
   *
   * @param message names the action and its subject
   * @param cause the failure underneath
   */
  public GateException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
