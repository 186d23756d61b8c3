package dev.baton.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.Error;
import com.google.cloud.compute.v1.Operation;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "403, rateLimitExceeded, THROTTLED, THROTTLED",
    "403, userRateLimitExceeded, THROTTLED, THROTTLED",
    "403, RESOURCE_OPERATION_RATE_EXCEEDED, THROTTLED, THROTTLED",
    "429, '', THROTTLED, THROTTLED",
    "403, forbidden, PERMANENT, PERMANENT",
    "403, quotaExceeded, PERMANENT, PERMANENT",
    "401, authError, TRANSIENT, TRANSIENT",
    "404, notFound, PERMANENT, PERMANENT",
    "400, invalid, PERMANENT, PERMANENT",
    "400, resourceNotReady, TRANSIENT, TRANSIENT",
    "409, alreadyExists, TRANSIENT, TRANSIENT",
    "412, conditionNotMet, LOST_RACE, LOST_RACE",
    "412, '', LOST_RACE, LOST_RACE",
    "503, backendError, TRANSIENT, TRANSIENT",
    "500, backendError, TRANSIENT, UNKNOWN_OUTCOME",
    "502, '', TRANSIENT, UNKNOWN_OUTCOME",
    "408, '', TRANSIENT, UNKNOWN_OUTCOME",
  })
  void tellsWhatAnErrorMeans(int status, String reason, Kind ofRead, Kind ofWrite) {
    assertThat(Errors.kind(status, reason, false)).isEqualTo(ofRead);
    assertThat(Errors.kind(status, reason, true)).isEqualTo(ofWrite);
  }

  @ParameterizedTest
  @CsvSource({
    "400, RESOURCE_NOT_READY, TRANSIENT",
    "412, CONDITION_NOT_MET, LOST_RACE",
    "403, RESOURCE_OPERATION_RATE_EXCEEDED, THROTTLED",
    "503, INTERNAL_ERROR, TRANSIENT",
    "400, INVALID_USAGE, PERMANENT",
    "403, QUOTA_EXCEEDED, PERMANENT",
  })
  void readsWhyAnOperationEndedWithoutEffect(int status, String code, Kind kind) {
    com.google.cloud.compute.v1.Errors.Builder error =
        com.google.cloud.compute.v1.Errors.newBuilder().setCode(code).setMessage("why");
    Operation ended =
        Operation.newBuilder()
            .setName("operation-1")
            .setHttpErrorStatusCode(status)
            .setHttpErrorMessage("BAD REQUEST")
            .setError(Error.newBuilder().addErrors(error))
            .build();

    ActuatorException refusal = Errors.of("compute.x.update", ended);

    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal).hasMessage("operation operation-1: why");
  }

  @Test
  void readsTheReasonOutOfTheBody() {
    ErrorBody body =
        ErrorBody.parse(
            """
            {"error": {"code": 403, "message": "too many", "status": "PERMISSION_DENIED",
             "errors": [{"message": "too many", "domain": "usageLimits",
                         "reason": "rateLimitExceeded"}]}}
            """);

    assertThat(body).isEqualTo(new ErrorBody("rateLimitExceeded", "too many"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|''",
        "<html>Bad gateway</html>|''",
        "{\"error\": \"text\"}|''",
        "{\"error\": {\"errors\": []}}|''",
        "{\"error\": {\"status\": \"ABORTED\"}}|ABORTED"
      })
  void makesDoWithoutABody(String text, String reason) {
    assertThat(ErrorBody.parse(text).reason()).isEqualTo(reason);
  }
}
