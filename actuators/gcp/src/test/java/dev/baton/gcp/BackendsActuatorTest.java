package dev.baton.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.cloudstubs.Trouble;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import dev.baton.spi.Attempt;
import dev.baton.spi.Verification.Where;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BackendsActuatorTest {
  private IlbWorld world;
  private Actuator actuator;

  @BeforeEach
  void start() throws IOException {
    world = IlbWorld.ofBackends();
    actuator = world.actuator();
  }

  @AfterEach
  void stop() {
    actuator.close();
    world.close();
  }

  private void assertRefused(Attempt attempt, Kind kind, String code) {
    assertThatThrownBy(() -> actuator.apply(world.to("b", 2), attempt))
        .isInstanceOfSatisfying(
            ActuatorException.class,
            refusal -> {
              assertThat(refusal.kind()).as(refusal.toString()).isEqualTo(kind);
              assertThat(refusal.code()).isEqualTo(code);
            });
  }

  @Test
  void losesToWhomeverWroteSinceItRead() {
    Watched overtaken =
        Watched.disturbed(() -> world.cloud.patch(IlbWorld.SERVICE, "{\"description\": \"x\"}"));

    assertRefused(overtaken, Kind.LOST_RACE, "conditionNotMet");
    assertThat(world.truth()).isEqualTo("a");
  }

  @Test
  void waitsForAnOperationOfSomebodyElse() {
    world.cloud.slow(1000, Duration.ZERO);
    assertRefused(Watched.hurried(Duration.ofMillis(300)), Kind.TRANSIENT, "RUNNING");

    assertRefused(Watched.calm(), Kind.TRANSIENT, "resourceNotReady");
  }

  @Test
  void findsDoneWhatItCouldNotWaitFor() {
    world.cloud.slow(1000, Duration.ZERO);
    assertRefused(Watched.hurried(Duration.ofMillis(300)), Kind.TRANSIENT, "RUNNING");
    assertThat(world.truth()).isEqualTo("b");

    assertThat(actuator.apply(world.to("b", 2), Watched.calm()).changes()).isEmpty();
  }

  @Test
  void followsAnOperationThroughManyLooks() {
    world.cloud.slow(4, Duration.ofMillis(1));
    Watched attempt = Watched.calm();

    assertThat(actuator.apply(world.to("b", 2), attempt).changes()).hasSize(1);
    assertThat(attempt.steps()).hasSize(2);
    assertThat(Collections.frequency(world.troubles().calls(), Calls.REGION_OPERATION_GET))
        .isEqualTo(4);
  }

  @Test
  void saysWhyAnOperationEndedWithoutEffect() {
    world.cloud.failNextOperation(403, "RESOURCE_OPERATION_RATE_EXCEEDED", "too frequent");
    assertRefused(Watched.calm(), Kind.THROTTLED, "RESOURCE_OPERATION_RATE_EXCEEDED");

    world.cloud.failNextOperation(400, "INVALID_USAGE", "no");
    assertRefused(Watched.calm(), Kind.PERMANENT, "INVALID_USAGE");
    assertThat(world.truth()).isEqualTo("a");
  }

  @Test
  void sendsAWriteWhoseAnswerIsLostJustOnce() {
    world.troubles().always(Calls.SERVICE_UPDATE, Trouble.ANSWER_LOST);

    assertRefused(Watched.calm(), Kind.UNKNOWN_OUTCOME, "");
    assertThat(Collections.frequency(world.troubles().calls(), Calls.SERVICE_UPDATE)).isEqualTo(1);
    assertThat(world.truth()).isEqualTo("b");
  }

  @Test
  void sendsNothingTwiceWhenThrottled() {
    world.troubles().always(Calls.SERVICE_GET, Trouble.THROTTLED);

    assertRefused(Watched.calm(), Kind.THROTTLED, "rateLimitExceeded");
    assertThat(world.troubles().calls()).containsExactly(Calls.SERVICE_GET);
  }

  @Test
  void tellsAMissingPermissionFromTooManyCalls() {
    world.troubles().always(Calls.SERVICE_GET, Trouble.FORBIDDEN);

    assertRefused(Watched.calm(), Kind.PERMANENT, "forbidden");
  }

  @Test
  void assertsThePoliciesWithTheMoveAndKeepsEverythingElse() {
    world.cloud.patch(
        IlbWorld.SERVICE,
        """
        {"failoverPolicy": {"dropTrafficIfUnhealthy": false,
                            "disableConnectionDrainOnFailover": false, "failoverRatio": 0.5},
         "sessionAffinity": "CLIENT_IP"}
        """);

    assertThat(actuator.apply(world.to("b", 2), Watched.calm()).changes()).hasSize(1);

    assertThat(world.cloud.resource(IlbWorld.SERVICE))
        .contains(
            "\"dropTrafficIfUnhealthy\":true",
            "\"disableConnectionDrainOnFailover\":true",
            "\"failoverRatio\":0.5",
            "\"sessionAffinity\":\"CLIENT_IP\"",
            "\"balancingMode\":\"CONNECTION\"");
  }

  /** The stand-in refuses what Google refuses: the policy of another protocol than TCP. */
  @ParameterizedTest
  @ValueSource(strings = {"UDP", "UNSPECIFIED"})
  void movesAServiceOfAnotherProtocolWithoutThePolicyOfTcp(String protocol) {
    world.cloud.patch(
        IlbWorld.SERVICE,
        """
        {"protocol": "%s", "failoverPolicy": {"disableConnectionDrainOnFailover": false}}
        """
            .formatted(protocol));

    assertThat(actuator.apply(world.to("b", 2), Watched.calm()).changes()).hasSize(1);

    assertThat(world.truth()).isEqualTo("b");
    assertThat(world.cloud.resource(IlbWorld.SERVICE))
        .contains("\"disableConnectionDrainOnFailover\":false");
  }

  @Test
  void addsTheGroupOfANodeThatIsNoBackendYet() {
    world.cloud.patch(
        IlbWorld.SERVICE,
        """
        {"backends": [{"group": "https://www.googleapis.com/compute/v1/%s"}]}
        """
            .formatted(world.balancer.group("a")));
    assertThat(actuator.verify(world.to("b", 2), Watched.calm()).where())
        .isEqualTo(Where.ELSEWHERE);

    assertThat(actuator.apply(world.to("b", 2), Watched.calm()).changes()).hasSize(1);
    assertThat(world.truth()).isEqualTo("b");
  }

  @Test
  void knowsThatAHolderWhoIsDownIsNotReached() {
    world.cloud.healthy(world.balancer.instance("a"), false);
    assertThat(actuator.verify(world.to("a", 1), Watched.calm()).where())
        .isEqualTo(Where.ELSEWHERE);

    world.cloud.healthy(world.balancer.instance("a"), true);
    assertThat(actuator.verify(world.to("a", 1), Watched.calm()).where()).isEqualTo(Where.HERE);
  }

  @Test
  void doesNotKnowBeforeAHealthCheckHasLooked() {
    world.cloud.leave(world.balancer.group("a"), world.balancer.instance("a"));

    assertThat(actuator.verify(world.to("a", 1), Watched.calm()).where()).isEqualTo(Where.UNKNOWN);
  }

  @Test
  void wantsARuleForEveryAddressOfBothVersions() {
    world.cloud.patch(
        "projects/acme/regions/europe-west3/forwardingRules/db-v6",
        "{\"IPAddress\": \"fd20::11:0:0/96\"}");

    assertThat(actuator.verify(world.to("a", 1), Watched.calm()).where())
        .isEqualTo(Where.ELSEWHERE);
  }

  @Test
  void saysWhichNodeItDoesNotKnow() {
    assertThatThrownBy(() -> actuator.apply(world.to("c", 2), Watched.calm()))
        .isInstanceOfSatisfying(
            ActuatorException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Kind.PERMANENT))
        .hasMessageContaining("node c");
  }
}
