package dev.baton.aws;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Translates the platform's errors into the kinds that the driver acts on. Codes: EC2 API
 * reference, "Error codes for the Amazon EC2 API"; Route 53 API reference, "Common Error Types" and
 * the errors of each action.
 */
final class Errors {
  private static final List<String> THROTTLES =
      List.of(
          "RequestLimitExceeded",
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "EC2ThrottledException",
          "TooManyRequestsException",
          "BandwidthLimitExceeded",
          "SlowDown");

  /**
   * {@code RequestExpired}: the clock is wrong, or the request was delayed. Expired credentials are
   * renewed by their provider.
   */
  private static final List<String> PASSING =
      List.of(
          "Unavailable",
          "ServiceUnavailable",
          "IncorrectState",
          "PriorRequestNotComplete",
          "RequestExpired",
          "ExpiredToken",
          "ExpiredTokenException",
          "TokenRefreshRequired",
          "RequestTimeout");

  /** The service failed during the call; a write may have been done. */
  private static final List<String> HALF_WAY =
      List.of("InternalError", "InternalFailure", "InternalServiceError", "ServerInternal");

  private static final List<String> RACES =
      List.of(
          "Resource.AlreadyAssociated",
          "InvalidAssociationID.NotFound",
          "RouteAlreadyExists",
          "InvalidRoute.NotFound",
          "InvalidChangeBatch");

  private Errors() {}

  /** Translates the error of a read. */
  static ActuatorException ofRead(String action, SdkException error) {
    return of(action, error, Kind.TRANSIENT);
  }

  /** Translates the error of a write. */
  static ActuatorException ofWrite(String action, SdkException error) {
    return of(action, error, Kind.UNKNOWN_OUTCOME);
  }

  private static ActuatorException of(String action, SdkException error, Kind whenLost) {
    if (error instanceof AwsServiceException answered) {
      String code = code(answered);
      Kind kind = kind(code, answered, whenLost);
      return refusal(kind, action, code, message(action, error), retryAfter(answered));
    }
    Kind kind = neverSent(error) ? Kind.TRANSIENT : whenLost;
    return refusal(
        kind, action, error.getClass().getSimpleName(), message(action, error), Optional.empty());
  }

  private static ActuatorException refusal(
      Kind kind, String action, String code, String message, Optional<Duration> retryAfter) {
    return new ActuatorException(kind, action, code, message, retryAfter);
  }

  private static Kind kind(String code, AwsServiceException error, Kind whenLost) {
    if (THROTTLES.contains(code)) {
      return Kind.THROTTLED;
    }
    if (PASSING.contains(code)) {
      return Kind.TRANSIENT;
    }
    if (RACES.contains(code) || isRouteGone(code, error)) {
      return Kind.LOST_RACE;
    }
    return HALF_WAY.contains(code) ? whenLost : kind(error.statusCode(), whenLost);
  }

  /** Decides by the HTTP status if there is no code: a gateway in between knows no codes. */
  private static Kind kind(int status, Kind whenLost) {
    return switch (status) {
      case 429 -> Kind.THROTTLED;
      case 500, 502, 504 -> whenLost;
      case 408 -> Kind.TRANSIENT;
      default -> status > 500 ? Kind.TRANSIENT : Kind.PERMANENT;
    };
  }

  /** ReplaceRoute has no error code of its own for a missing route. */
  private static boolean isRouteGone(String code, AwsServiceException error) {
    return code.equals("InvalidParameterValue")
        && String.valueOf(error.getMessage()).contains("no route defined");
  }

  /** Route 53 may answer with an {@code InvalidChangeBatch} element that has no code. */
  private static String code(AwsServiceException error) {
    Optional<AwsErrorDetails> details = Optional.ofNullable(error.awsErrorDetails());
    Optional<String> named =
        details.map(AwsErrorDetails::errorCode).filter(code -> !code.isEmpty());
    boolean bareBatch =
        details
            .map(AwsErrorDetails::rawResponse)
            .map(raw -> raw.asString(StandardCharsets.UTF_8))
            .filter(raw -> raw.contains("<InvalidChangeBatch"))
            .isPresent();
    return named.orElse(bareBatch ? "InvalidChangeBatch" : "HTTP " + error.statusCode());
  }

  private static Optional<Duration> retryAfter(AwsServiceException error) {
    return Optional.ofNullable(error.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader("Retry-After"))
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static boolean neverSent(SdkException error) {
    boolean noCredentials =
        String.valueOf(error.getMessage()).startsWith("Unable to load credentials");
    return noCredentials
        || Stream.<Throwable>iterate(error, cause -> cause != null, Throwable::getCause)
            .anyMatch(
                cause ->
                    cause instanceof ConnectException
                        || cause instanceof UnknownHostException
                        || cause instanceof NoRouteToHostException);
  }

  private static String message(String action, SdkException error) {
    return action + ": " + error.getMessage();
  }
}
