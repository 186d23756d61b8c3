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

/** Tells what is to be done about what a call ended with. */
final class Refusals {
  /** A conflict that stays: locks, states of the subscription, names. */
  private static final Set<String> LASTING_CONFLICTS =
      Set.of(
          "ScopeLocked",
          "MissingSubscriptionRegistration",
          "SubscriptionNotRegistered",
          "DisabledSubscription",
          "ReadOnlyDisabledSubscription");

  /** Refused with a 4xx, and yet gone in a while. */
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
   * Makes a refusal of what the SDK threw; what is no answer and no lost connection is rethrown.
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

  /** Makes a refusal of an error that was answered. */
  static ActuatorException of(Call call, ArmError error) {
    String message =
        "%s: HTTP %d %s".formatted(call.action(), error.status(), error.message()).strip();
    return new ActuatorException(
        kind(call.writes(), error), call.action(), error.code(), message, error.retryAfter());
  }

  /**
   * Makes a refusal of a write's operation that failed. An operation has no status of its own: its
   * failure is a conflict, which passes but for the lasting ones.
   */
  static ActuatorException of(OperationState failed) {
    boolean lasting = LASTING_CONFLICTS.contains(failed.code());
    return new ActuatorException(
        lasting ? Kind.PERMANENT : Kind.TRANSIENT,
        Actions.WRITE,
        failed.code(),
        "the write's operation failed: " + failed.message());
  }

  /** Tells what is to be done about an error that was answered. */
  static Kind kind(boolean writes, ArmError error) {
    Kind unclear = writes ? Kind.UNKNOWN_OUTCOME : Kind.TRANSIENT;
    return switch (error.status()) {
      case 412 -> Kind.LOST_RACE;
      case 429 -> Kind.THROTTLED;
      case 408, 500, 502, 504 -> unclear;
      // 401: a token that has lapsed, or is not known yet, is renewed.
      case 401, 503 -> Kind.TRANSIENT;
      case 409 -> LASTING_CONFLICTS.contains(error.code()) ? Kind.PERMANENT : Kind.TRANSIENT;
      default -> other(error, unclear);
    };
  }

  private static Kind other(ArmError error, Kind unclear) {
    if (PASSING.contains(error.code())) {
      return Kind.TRANSIENT;
    }
    // What is no error of the 4xx: an answer that was cut off or cannot be read, a new 5xx.
    return error.status() >= 400 && error.status() < 500 ? Kind.PERMANENT : unclear;
  }

  /**
   * No token, so nothing was asked. Whoever has none yet, or is refused one, may have one later.
   */
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
