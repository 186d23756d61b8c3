package dev.baton.agent.probe;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Describes an exception in a few words. */
final class Reason {

  private Reason() {}

  static String of(Exception e) {
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    if (e instanceof UnknownHostException) {
      return "unknown host " + message;
    }
    if (e instanceof ConnectException || e instanceof SocketTimeoutException) {
      return message;
    }
    return e.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
  }
}
