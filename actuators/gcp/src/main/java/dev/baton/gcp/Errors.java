package dev.baton.gcp;

import com.google.api.client.http.HttpResponseException;
import com.google.cloud.compute.v1.Operation;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Translates each error of the platform into the kind that the driver acts on. */
final class Errors {
  /** Too many calls, or too many changes of one resource, whatever the HTTP status. */
  private static final List<String> THROTTLES =
      List.of(
          "rateLimitExceeded",
          "userRateLimitExceeded",
          "RATE_LIMIT_EXCEEDED",
          "RESOURCE_OPERATION_RATE_EXCEEDED",
          "resourceOperationRateExceeded",
          "CONCURRENT_OPERATIONS_QUOTA_EXCEEDED",
          "concurrentOperationsQuotaExceeded");

  /** Busy with another operation. */
  private static final List<String> BUSY =
      List.of("resourceNotReady", "RESOURCE_NOT_READY", "operationInProgress");

  private static final List<String> RACES = List.of("conditionNotMet", "CONDITION_NOT_MET");

  private Errors() {}

  /** Translates an exception that a call has thrown. */
  static ActuatorException of(String action, boolean write, RuntimeException thrown) {
    return response(thrown)
        .map(response -> ofResponse(action, write, response))
        .orElseGet(() -> noAnswer(action, write, thrown));
  }

  private static ActuatorException ofResponse(
      String action, boolean write, HttpResponseException response) {
    ErrorBody body = ErrorBody.parse(Optional.ofNullable(response.getContent()).orElse(""));
    String code =
        body.reason().isEmpty() ? Integer.toString(response.getStatusCode()) : body.reason();
    String message = body.message().isEmpty() ? "HTTP " + code : body.message();
    Kind kind = kind(response.getStatusCode(), body.reason(), write);
    return new ActuatorException(kind, action, code, message, retryAfter(response));
  }

  /** Returns the kind of a status and a reason. The reason is more exact and counts first. */
  static Kind kind(int status, String reason, boolean write) {
    if (THROTTLES.contains(reason)) {
      return Kind.THROTTLED;
    }
    if (RACES.contains(reason)) {
      return Kind.LOST_RACE;
    }
    return BUSY.contains(reason) ? Kind.TRANSIENT : kind(status, write);
  }

  private static Kind kind(int status, boolean write) {
    Kind halfWay = write ? Kind.UNKNOWN_OUTCOME : Kind.TRANSIENT;
    return switch (status) {
      case 429 -> Kind.THROTTLED;
      case 412 -> Kind.LOST_RACE;
      // 401: an expired token is renewed.
      case 401, 409, 503 -> Kind.TRANSIENT;
      case 408 -> halfWay;
      default -> status >= 500 ? halfWay : Kind.PERMANENT;
    };
  }

  /** Translates an operation that was accepted and then ended with an error. */
  static ActuatorException of(String action, Operation ended) {
    String code = "";
    String message = ended.getHttpErrorMessage();
    if (ended.getError().getErrorsCount() > 0) {
      code = ended.getError().getErrors(0).getCode();
      message = ended.getError().getErrors(0).getMessage();
    }
    Kind kind = kind(ended.getHttpErrorStatusCode(), code, false);
    boolean internal = code.equals("INTERNAL_ERROR");
    return new ActuatorException(
        internal ? Kind.TRANSIENT : kind,
        action,
        code.isEmpty() ? Integer.toString(ended.getHttpErrorStatusCode()) : code,
        "operation " + ended.getName() + ": " + message);
  }

  private static ActuatorException noAnswer(String action, boolean write, RuntimeException thrown) {
    boolean sent = write && !lacksCredentials(thrown);
    Kind kind = sent ? Kind.UNKNOWN_OUTCOME : Kind.TRANSIENT;
    ActuatorException refusal =
        new ActuatorException(kind, action, "", "no answer: " + thrown.getMessage());
    refusal.initCause(thrown);
    return refusal;
  }

  private static boolean lacksCredentials(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause -> cause instanceof LateCredentials.Unavailable);
  }

  private static Optional<HttpResponseException> response(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof HttpResponseException response) {
        return Optional.of(response);
      }
    }
    return Optional.empty();
  }

  private static Optional<Duration> retryAfter(HttpResponseException response) {
    String value =
        Optional.ofNullable(response.getHeaders())
            .map(headers -> Optional.ofNullable(headers.getRetryAfter()).orElse(""))
            .orElse("");
    // The header's other form is a date. It is ignored, because the driver pauses anyway.
    return value.matches("[0-9]{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
        : Optional.empty();
  }
}
