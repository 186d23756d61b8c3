package dev.baton.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** Translates the platform's errors into the kinds that the driver acts on. */
final class Refusals {
  /** Conflicts that stay: locks, states of the subscription, names. */
  private static final Set<String> LASTING_CONFLICTS =
      Set.of(
          "ScopeLocked",
          "MissingSubscriptionRegistration",
          "SubscriptionNotRegistered",
          "DisabledSubscription",
          "ReadOnlyDisabledSubscription");

  /** Errors with a 4xx status that pass by themselves. */
  private static final Set<String> PASSING =
      Set.of(
          "RetryableError",
          "RetryableErrorDueToAnotherOperation",
          "AnotherOperationInProgress",
          "ReferencedResourceNotProvisioned");

  private static final Set<Class<? extends IOException>> NOTHING_WAS_SENT =
      Set.of(
          ConnectException.class,
          HttpConnectTimeoutException.class,
          SSLHandshakeException.class,
          UnknownHostException.class);

  private Refusals() {}

  /**
   * Translates an exception of the SDK. It is thrown again if it is neither a response nor a lost
   * connection.
   */
  static ActuatorException of(Call call, RuntimeException thrown) {
    if (thrown instanceof ActuatorException refusal) {
      return refusal;
    }
    if (thrown instanceof ClientAuthenticationException unknown) {
      return unauthenticated(call, unknown);
    }
    if (thrown instanceof HttpResponseException answered) {
      return ArmError.of(answered)
          .map(error -> of(call, error))
          .orElseGet(() -> lost(call, thrown));
    }
    return lost(call, thrown);
  }

  /** Translates an error response. */
  static ActuatorException of(Call call, ArmError error) {
    String message =
        "%s: HTTP %d %s".formatted(call.action(), error.status(), error.message()).strip();
    return new ActuatorException(
        kind(call.writes(), error), call.action(), error.code(), message, error.retryAfter());
  }

  /**
   * Translates a failed operation of a write. An operation has no HTTP status: its failure counts
   * as a conflict, which passes unless it is one of those that stay.
   */
  static ActuatorException of(OperationState failed) {
    boolean lasting = LASTING_CONFLICTS.contains(failed.code());
    return new ActuatorException(
        lasting ? Kind.PERMANENT : Kind.TRANSIENT,
        Actions.WRITE,
        failed.code(),
        "the write's operation failed: " + failed.message());
  }

  /** Returns the kind of an error response. */
  static Kind kind(boolean writes, ArmError error) {
    Kind unclear = writes ? Kind.UNKNOWN_OUTCOME : Kind.TRANSIENT;
    return switch (error.status()) {
      case 412 -> Kind.LOST_RACE;
      case 429 -> Kind.THROTTLED;
      case 408, 500, 502, 504 -> unclear;
      // 401: a token that has expired, or is not known yet, is renewed.
      case 401, 503 -> Kind.TRANSIENT;
      case 409 -> LASTING_CONFLICTS.contains(error.code()) ? Kind.PERMANENT : Kind.TRANSIENT;
      default -> other(error, unclear);
    };
  }

  private static Kind other(ArmError error, Kind unclear) {
    if (PASSING.contains(error.code())) {
      return Kind.TRANSIENT;
    }
    // Not a 4xx status: a response that was cut off or cannot be read, or an unknown 5xx status.
    return error.status() >= 400 && error.status() < 500 ? Kind.PERMANENT : unclear;
  }

  /** There was no token, so no request was sent. A token may be available later. */
  private static ActuatorException unauthenticated(
      Call call, ClientAuthenticationException thrown) {
    return new ActuatorException(
        Kind.TRANSIENT,
        call.action(),
        thrown.getClass().getSimpleName(),
        "no token for " + call.action() + ": " + thrown.getMessage());
  }

  private static ActuatorException lost(Call call, RuntimeException thrown) {
    Throwable cause = thrown;
    while (!concernsTheWire(cause)) {
      cause = Optional.ofNullable(cause.getCause()).orElseThrow(() -> thrown);
    }
    boolean sent = NOTHING_WAS_SENT.stream().noneMatch(cause.getClass()::equals);
    return new ActuatorException(
        sent && call.writes() ? Kind.UNKNOWN_OUTCOME : Kind.TRANSIENT,
        call.action(),
        cause.getClass().getSimpleName(),
        call.action() + ": " + cause);
  }

  private static boolean concernsTheWire(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof TimeoutException
        || cause instanceof InterruptedException
        || cause instanceof HttpResponseException;
  }
}
