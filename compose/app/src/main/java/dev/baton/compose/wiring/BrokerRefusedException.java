package dev.baton.compose.wiring;

import dev.baton.log.LogUnavailableException;

/** Something answers at Kafka's address, but it is no broker, or it does not admit this client. */
public final class BrokerRefusedException extends LogUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception. The message has the address, what was refused, and what to configure.
   */
  public BrokerRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
