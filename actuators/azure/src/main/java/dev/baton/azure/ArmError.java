package dev.baton.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementError;
import com.azure.core.management.exception.ManagementException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An error response of Resource Manager.
 *
 * @param status the HTTP status
 * @param code the error code, the innermost there is; empty if there is none
 * @param message the error message
 * @param retryAfter how long to wait before the next try, if the response says so in seconds
 */
record ArmError(int status, String code, String message, Optional<Duration> retryAfter) {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

  /** Reads the error from the SDK's exception; empty when there was no response. */
  static Optional<ArmError> of(HttpResponseException thrown) {
    return Optional.ofNullable(thrown.getResponse())
        .map(
            response ->
                new ArmError(
                    response.getStatusCode(),
                    code(thrown),
                    message(thrown),
                    retryAfter(response.getHeaders())));
  }

  /** Reads the error from a response that did not come through the SDK's clients. */
  static ArmError of(HttpResponse response, String body) {
    OperationState read = OperationState.ofError(body);
    return new ArmError(
        response.getStatusCode(), read.code(), read.message(), retryAfter(response.getHeaders()));
  }

  /** Returns how long the headers say to wait. */
  private static Optional<Duration> retryAfter(HttpHeaders headers) {
    return Optional.ofNullable(headers.getValue(HttpHeaderName.RETRY_AFTER))
        .filter(value -> SECONDS.matcher(value).matches())
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  private static String code(HttpResponseException thrown) {
    return thrown instanceof ManagementException management
        ? Optional.ofNullable(management.getValue()).map(ArmError::innermost).orElse("")
        : "";
  }

  private static String innermost(ManagementError error) {
    Stream<String> ofDetails =
        Lists.of(error.getDetails()).stream().map(ManagementError::getCode).limit(1);
    return Stream.concat(ofDetails, Stream.ofNullable(error.getCode()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  private static String message(HttpResponseException thrown) {
    return Optional.ofNullable(thrown.getMessage()).orElse("");
  }
}
