package dev.baton.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusalsTest {

  @ParameterizedTest
  @CsvSource({
    "400, InvalidRequestFormat, PERMANENT, PERMANENT",
    "400, RetryableError, TRANSIENT, TRANSIENT",
    "401, InvalidAuthenticationToken, TRANSIENT, TRANSIENT",
    "401, ExpiredAuthenticationToken, TRANSIENT, TRANSIENT",
    "403, AuthorizationFailed, PERMANENT, PERMANENT",
    "403, LinkedAuthorizationFailed, PERMANENT, PERMANENT",
    "403, RequestDisallowedByPolicy, PERMANENT, PERMANENT",
    "404, ResourceNotFound, PERMANENT, PERMANENT",
    "408, RequestTimeout, TRANSIENT, UNKNOWN_OUTCOME",
    "409, AnotherOperationInProgress, TRANSIENT, TRANSIENT",
    "409, Conflict, TRANSIENT, TRANSIENT",
    "409, ScopeLocked, PERMANENT, PERMANENT",
    "412, PreconditionFailed, LOST_RACE, LOST_RACE",
    "429, TooManyRequests, THROTTLED, THROTTLED",
    "500, InternalServerError, TRANSIENT, UNKNOWN_OUTCOME",
    "502, BadGateway, TRANSIENT, UNKNOWN_OUTCOME",
    "503, ServiceUnavailable, TRANSIENT, TRANSIENT",
    "504, GatewayTimeout, TRANSIENT, UNKNOWN_OUTCOME",
    "200, '', TRANSIENT, UNKNOWN_OUTCOME",
  })
  void classifiesAnswers(int status, String code, Kind ofRead, Kind ofWrite) {
    ArmError error = new ArmError(status, code, "", Optional.empty());

    assertThat(Refusals.kind(false, error)).isEqualTo(ofRead);
    assertThat(Refusals.kind(true, error)).isEqualTo(ofWrite);
  }

  @Test
  void doesNotKnowWhatBecameOfAWriteWhoseAnswerWasLost() {
    assertThat(ofWrite(new IOException("reset"))).isEqualTo(Kind.UNKNOWN_OUTCOME);
    assertThat(ofWrite(new HttpTimeoutException("late"))).isEqualTo(Kind.UNKNOWN_OUTCOME);
  }

  @Test
  void knowsThatNothingHappenedWhereNobodyWasReached() {
    assertThat(ofWrite(new ConnectException("refused"))).isEqualTo(Kind.TRANSIENT);
    assertThat(ofWrite(new HttpConnectTimeoutException("none"))).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void takesTheWantOfATokenForSomethingThatMayPass() {
    for (ClientAuthenticationException none :
        List.of(
            new CredentialUnavailableException("no managed identity answers"),
            new ClientAuthenticationException("AADSTS7000222: the secret is expired", null))) {
      assertThat(Refusals.of(write(), none).kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  @Test
  void letsOurOwnFaultsThrough() {
    IllegalStateException fault = new IllegalStateException("broken");

    assertThatThrownBy(() -> Refusals.of(write(), fault)).isSameAs(fault);
  }

  @Test
  void tellsNoCallToLeaveWhoseTimeIsSpent() {
    Call call = new Call(Actions.WRITE, Optional.of("W/\"1\""), Duration.ZERO);

    assertThatThrownBy(call::timeLeft)
        .isInstanceOfSatisfying(
            ActuatorException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Kind.TRANSIENT));
  }

  private static Kind ofWrite(IOException thrown) {
    return Refusals.of(write(), new UncheckedIOException(thrown)).kind();
  }

  private static Call write() {
    return new Call(Actions.WRITE, Optional.of("W/\"1\""), Duration.ofSeconds(1));
  }
}
