package dev.baton.compose.wiring;

import dev.baton.log.LogUnavailableException;

/** Somebody answers where Kafka should, and is no broker or does not let this client in. */
public final class BrokerRefusedException extends LogUnavailableException {
  private static final long serialVersionUID = 1L;

  /** Says who refuses what, with the address, and what to write instead. */
  public BrokerRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
