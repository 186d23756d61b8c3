package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

class ErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "503, RequestLimitExceeded, THROTTLED, THROTTLED",
    "400, Throttling, THROTTLED, THROTTLED",
    "429, , THROTTLED, THROTTLED",
    "503, Unavailable, TRANSIENT, TRANSIENT",
    "503, ServiceUnavailable, TRANSIENT, TRANSIENT",
    "503, , TRANSIENT, TRANSIENT",
    "400, PriorRequestNotComplete, TRANSIENT, TRANSIENT",
    "400, IncorrectState, TRANSIENT, TRANSIENT",
    "400, RequestExpired, TRANSIENT, TRANSIENT",
    "401, ExpiredToken, TRANSIENT, TRANSIENT",
    "403, ExpiredTokenException, TRANSIENT, TRANSIENT",
    "400, TokenRefreshRequired, TRANSIENT, TRANSIENT",
    "500, InternalError, TRANSIENT, UNKNOWN_OUTCOME",
    "500, InternalFailure, TRANSIENT, UNKNOWN_OUTCOME",
    "502, , TRANSIENT, UNKNOWN_OUTCOME",
    "504, , TRANSIENT, UNKNOWN_OUTCOME",
    "400, Resource.AlreadyAssociated, LOST_RACE, LOST_RACE",
    "400, InvalidAssociationID.NotFound, LOST_RACE, LOST_RACE",
    "400, RouteAlreadyExists, LOST_RACE, LOST_RACE",
    "400, InvalidChangeBatch, LOST_RACE, LOST_RACE",
    "403, UnauthorizedOperation, PERMANENT, PERMANENT",
    "401, AuthFailure, PERMANENT, PERMANENT",
    "403, AccessDenied, PERMANENT, PERMANENT",
    "400, InvalidRouteTableID.NotFound, PERMANENT, PERMANENT",
    "400, InvalidParameterValue, PERMANENT, PERMANENT",
    "404, NoSuchHostedZone, PERMANENT, PERMANENT",
    "403, , PERMANENT, PERMANENT",
  })
  void tellsWhatIsToBeDone(int status, String code, Kind reading, Kind writing) {
    SdkException error = answered(status, code, "no");

    assertThat(Errors.ofRead("ec2:X", error).kind()).isEqualTo(reading);
    assertThat(Errors.ofWrite("ec2:X", error).kind()).isEqualTo(writing);
    assertThat(Errors.ofWrite("ec2:X", error).code())
        .isEqualTo(code == null ? "HTTP " + status : code);
  }

  @Test
  void takesAWriteWithoutAnswerForUnknown() {
    SdkException late = ApiCallTimeoutException.builder().message("late").build();
    SdkException cut =
        SdkClientException.create("cut", new SocketTimeoutException("Read timed out"));

    assertThat(Errors.ofWrite("ec2:X", late).kind()).isEqualTo(Kind.UNKNOWN_OUTCOME);
    assertThat(Errors.ofWrite("ec2:X", cut).kind()).isEqualTo(Kind.UNKNOWN_OUTCOME);
    assertThat(Errors.ofRead("ec2:X", late).kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void knowsThatAWriteThatWasNeverSentHasNoEffect() {
    SdkException refused = SdkClientException.create("no", new ConnectException("refused"));

    assertThat(Errors.ofWrite("ec2:X", refused).kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void knowsARouteThatIsGoneByItsMessage() {
    SdkException error =
        answered(
            400,
            "InvalidParameterValue",
            "There is no route defined for '10.1.1.1/32' in the route table.");

    assertThat(Errors.ofWrite("ec2:ReplaceRoute", error).kind()).isEqualTo(Kind.LOST_RACE);
  }

  @Test
  void knowsABareInvalidChangeBatch() {
    SdkException error =
        AwsServiceException.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .rawResponse(
                        SdkBytes.fromUtf8String(
                            "<InvalidChangeBatch xmlns=\"x\"><Messages/></InvalidChangeBatch>"))
                    .build())
            .build();

    ActuatorException refusal = Errors.ofWrite("route53:ChangeResourceRecordSets", error);

    assertThat(refusal.kind()).isEqualTo(Kind.LOST_RACE);
    assertThat(refusal.code()).isEqualTo("InvalidChangeBatch");
  }

  private static SdkException answered(int status, String code, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
