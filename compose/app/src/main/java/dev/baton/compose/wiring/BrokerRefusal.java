package dev.baton.compose.wiring;

import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Explains a broker's permanent refusals in plain words. Waiting does not help against them. */
public final class BrokerRefusal {

  /** Deeper than any chain of causes; ends a loop. */
  private static final int MOST_CAUSES = 20;

  private BrokerRefusal() {}

  /** Returns what was refused and where to look; empty if the failure is no refusal. */
  public static Optional<String> of(Throwable failure) {
    Throwable cause = failure;
    String said = String.valueOf(failure.getMessage());
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      Optional<String> words = words(cause, said);
      if (words.isPresent()) {
        return words;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> words(Throwable cause, String said) {
    if (cause instanceof SslAuthenticationException) {
      return Optional.of(
          "TLS with the broker fails: " + innermost(cause) + "; look at kafka.properties.ssl.*");
    }
    if (cause instanceof AuthenticationException) {
      return Optional.of(
          "the broker refuses the login: "
              + cause.getMessage()
              + "; look at kafka.properties.sasl.*");
    }
    if (cause instanceof TopicAuthorizationException denied) {
      return Optional.of(
          "the broker denies this user a topic: an ACL is missing ("
              + (denied.unauthorizedTopics().isEmpty()
                  ? said
                  : String.join(", ", denied.unauthorizedTopics()))
              + ")");
    }
    return cause instanceof AuthorizationException
        ? Optional.of("the broker denies this user what was asked: " + cause.getMessage())
        : Optional.empty();
  }

  private static String innermost(Throwable cause) {
    Throwable inner = cause;
    for (int depth = 0; inner.getCause() != null && depth < MOST_CAUSES; depth++) {
      inner = inner.getCause();
    }
    return String.valueOf(inner.getMessage());
  }
}
