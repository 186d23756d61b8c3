package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.aws.AwsCloud;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ApiCall;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteActuatorTest {
  private static final List<String> ONE = List.of("10.20.0.10");
  private static final List<String> TEN =
      Stream.concat(
              IntStream.range(0, 7).mapToObj(i -> "10.20.0." + (10 + i)),
              IntStream.range(0, 3).mapToObj(i -> "fd00:20::" + (10 + i)))
          .toList();

  @Test
  void movesTwoHundredRoutesOverTwentyTablesThoughEveryThirdCallIsThrottled() throws Exception {
    try (RouteWorld world = RouteWorld.of(20, TEN);
        Actuator actuator = world.actuator()) {
      IntStream.range(0, 600)
          .filter(call -> call % 3 == 0 && call > 0)
          .forEach(call -> world.troubles().at(call, Trouble.THROTTLED));

      int passes = passesUntilDone(actuator, world);

      assertThat(passes).isBetween(2, 30);
      assertThat(world.truth()).isEqualTo("b");
      world.troubles().end();
      assertThat(actuator.verify(world.to("b", 2), new Pass()).where()).isEqualTo(Where.HERE);
      assertThat(world.troubles().calls().stream().filter("ec2:ReplaceRoute"::equals).count())
          .as("writes: each route once, and again only when it was throttled")
          .isBetween(200L, 400L);
    }
  }

  /** Applies until nothing is thrown; what is not of the kind that passes fails the test. */
  private static int passesUntilDone(Actuator actuator, RouteWorld world) {
    for (int pass = 1; pass < 100; pass++) {
      try {
        Receipt unused = actuator.apply(world.to("b", 2), new Pass());
        return pass;
      } catch (ActuatorException refusal) {
        assertThat(refusal.kind()).isEqualTo(ActuatorException.Kind.THROTTLED);
      }
    }
    throw new AssertionError("not done after 100 passes");
  }

  @Test
  void readsTablesOverSeveralPages() throws Exception {
    try (RouteWorld world = RouteWorld.of(20, TEN);
        Actuator actuator = world.actuator()) {
      world.account().cloud().pageSize(7);

      assertThat(actuator.verify(world.to("a", 1), new Pass()).where()).isEqualTo(Where.HERE);
      assertThat(world.troubles().calls()).hasSize(3);
    }
  }

  @Test
  void tellsOfEachTableThatWasMoved() throws Exception {
    try (RouteWorld world = RouteWorld.of(3, ONE);
        Actuator actuator = world.actuator()) {
      Pass pass = new Pass();

      Receipt receipt = actuator.apply(world.to("b", 2), pass);

      assertThat(pass.steps())
          .containsExactlyElementsOf(receipt.changes())
          .containsExactly(
              "rtb-000: 10.20.0.10/32 to eni-0b, was to eni-0a (active)",
              "rtb-001: 10.20.0.10/32 to eni-0b, was to eni-0a (active)",
              "rtb-002: 10.20.0.10/32 to eni-0b, was to eni-0a (active)");
    }
  }

  @Test
  void movesTheOtherTablesWhenOneLacksTheRoute() throws Exception {
    try (RouteWorld world = RouteWorld.of(3, ONE);
        Actuator actuator = world.actuator()) {
      world.account().cloud().unroute("rtb-001", "10.20.0.10/32");

      assertThatThrownBy(() -> actuator.apply(world.to("b", 2), new Pass()))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              it -> assertThat(it.kind()).isEqualTo(ActuatorException.Kind.PERMANENT))
          .hasMessageContaining("rtb-001 has no route to 10.20.0.10/32");
      assertThat(world.account().cloud().routed("rtb-000", "10.20.0.10/32")).contains("eni-0b");
      assertThat(world.account().cloud().routed("rtb-002", "10.20.0.10/32")).contains("eni-0b");
      assertThat(actuator.verify(world.to("b", 2), new Pass()).where()).isEqualTo(Where.ELSEWHERE);
    }
  }

  @Test
  void makesMissingRoutesWhenAskedTo() throws Exception {
    try (RouteWorld world = RouteWorld.of(2, TEN);
        Actuator actuator = world.actuator(Map.of("create-routes", "true"))) {
      world.blocks().forEach(block -> world.account().cloud().unroute("rtb-001", block));

      Receipt receipt = actuator.apply(world.to("b", 2), new Pass());

      assertThat(receipt.changes()).hasSize(20);
      assertThat(world.truth()).isEqualTo("b");
    }
  }

  /** What a virtual private gateway propagates cannot be replaced; one that is made goes first. */
  @Test
  void makesARouteBesideOneThatIsPropagated() throws Exception {
    try (RouteWorld world = RouteWorld.of(1, ONE);
        Actuator actuator = world.actuator(Map.of("create-routes", "true"))) {
      world.account().cloud().unroute("rtb-000", "10.20.0.10/32");
      world.account().cloud().propagate("rtb-000", "10.20.0.10/32", "vgw-1");

      Receipt receipt = actuator.apply(world.to("b", 2), new Pass());

      assertThat(receipt.changes()).singleElement().asString().contains("created again");
      assertThat(world.truth()).isEqualTo("b");
      assertThat(actuator.verify(world.to("b", 2), new Pass()).where()).isEqualTo(Where.HERE);
      assertThat(actuator.apply(world.to("b", 2), new Pass()).changes()).isEmpty();
    }
  }

  @Test
  void saysThatAPropagatedRouteNeedsOneThatIsMade() throws Exception {
    try (RouteWorld world = RouteWorld.of(1, ONE);
        Actuator actuator = world.actuator()) {
      world.account().cloud().unroute("rtb-000", "10.20.0.10/32");
      world.account().cloud().propagate("rtb-000", "10.20.0.10/32", "vgw-1");

      assertThatThrownBy(() -> actuator.apply(world.to("b", 2), new Pass()))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(ActuatorException.Kind.PERMANENT))
          .hasMessageContaining("only a propagated route to 10.20.0.10/32")
          .hasMessageContaining("create-routes");
      assertThat(refused(actuator)).singleElement().asString().contains("propagated ones to");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, arn:aws:ec2:",
    "cn-north-1, arn:aws-cn:ec2:",
    "us-gov-west-1, arn:aws-us-gov:ec2:",
    "us-iso-east-1, arn:aws-iso:ec2:"
  })
  void namesItsTablesInTheRegionsPartition(String region, String arn) throws Exception {
    try (RouteWorld world = RouteWorld.of(1, ONE);
        Actuator actuator = world.actuator(Map.of("region", region))) {
      assertThat(actuator.calls())
          .filteredOn(ApiCall::writes)
          .extracting(ApiCall::resource)
          .allMatch(resource -> resource.startsWith(arn + region + ":"));
    }
  }

  @Test
  void movesTheOtherTablesWhenOneIsGone() throws Exception {
    try (RouteWorld world = RouteWorld.of(2, ONE);
        Actuator actuator = world.actuator(Map.of("route-tables", "rtb-9,rtb-000,rtb-001"))) {
      assertThatThrownBy(() -> actuator.apply(world.to("b", 2), new Pass()))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              it -> {
                assertThat(it.kind()).isEqualTo(ActuatorException.Kind.PERMANENT);
                assertThat(it.code()).isEqualTo("InvalidRouteTableID.NotFound");
              });
      assertThat(world.truth()).isEqualTo("b");
    }
  }

  @Test
  void takesARouteToAStoppedNodeForElsewhere() throws Exception {
    try (RouteWorld world = RouteWorld.of(1, ONE);
        Actuator actuator = world.actuator()) {
      world.account().cloud().put(world.networkInterface("a", false, false));

      Verification seen = actuator.verify(world.to("a", 1), new Pass());

      assertThat(seen.where()).isEqualTo(Where.ELSEWHERE);
      assertThat(seen.evidence()).containsExactly("rtb-000: 10.20.0.10 to eni-0a (blackhole)");
    }
  }

  @Test
  void leavesNoWriteUnderWayWhenAHigherEpochIsReadHalfWay() throws Exception {
    try (RouteWorld world = RouteWorld.of(5, ONE);
        Actuator actuator = world.actuator()) {
      AtomicInteger writes = new AtomicInteger();
      Interposed superseded =
          new Interposed(
              "ec2:ReplaceRoute",
              () -> {
                if (writes.incrementAndGet() == 3) {
                  throw new ActuatorException(
                      ActuatorException.Kind.SUPERSEDED, "ec2:ReplaceRoute", "", "epoch 3");
                }
              });

      assertThatThrownBy(() -> actuator.apply(world.to("b", 2), superseded))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              it -> assertThat(it.kind()).isEqualTo(ActuatorException.Kind.SUPERSEDED));
      assertThat(Collections.frequency(world.troubles().calls(), "ec2:ReplaceRoute")).isEqualTo(2);
      assertThat(world.account().cloud().routed("rtb-001", "10.20.0.10/32")).contains("eni-0b");
      assertThat(world.account().cloud().routed("rtb-002", "10.20.0.10/32")).contains("eni-0a");
    }
  }

  @Test
  void givesAWriteUpWhenItsTimeIsSpent() throws Exception {
    try (RouteWorld world = RouteWorld.of(1, ONE);
        Actuator actuator = world.actuator()) {
      // A client that is ready: what is to be late is the answer.
      Verification unused = actuator.verify(world.to("a", 1), new Pass());
      world.troubles().at(1, Trouble.LATE);

      assertThatThrownBy(() -> actuator.apply(world.to("b", 2), new Pass(Duration.ofMillis(900))))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              it -> {
                assertThat(it.kind()).isEqualTo(ActuatorException.Kind.UNKNOWN_OUTCOME);
                assertThat(it.code()).isEqualTo("ApiCallTimeoutException");
              });
      assertThat(world.truth()).as("given up before it took effect").isEqualTo("a");
    }
  }

  @Test
  void refusesForGoodWhenTheBindingDoesNotKnowTheNode() throws Exception {
    try (RouteWorld world = RouteWorld.of(1, ONE);
        Actuator actuator = world.actuator()) {
      assertThatThrownBy(() -> actuator.apply(world.to("c", 2), new Pass()))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              it -> assertThat(it.kind()).isEqualTo(ActuatorException.Kind.PERMANENT))
          .hasMessageContaining("eni.c");
      assertThat(world.troubles().calls()).isEmpty();
    }
  }

  @Test
  void findsSourceDestinationCheckOn() throws Exception {
    try (RouteWorld world = RouteWorld.of(1, ONE);
        Actuator actuator = world.actuator()) {
      world.account().cloud().put(world.networkInterface("b", true, true));

      assertThat(refused(actuator)).anyMatch(it -> it.contains("source/destination check is on"));
    }
  }

  @Test
  void findsWhatIsMissingOrDetached() throws Exception {
    try (RouteWorld world = RouteWorld.of(2, ONE);
        Actuator actuator =
            world.actuator(Map.of("route-tables", "rtb-000,rtb-001,rtb-9", "eni.c", "eni-0c"))) {
      world.account().cloud().put(world.networkInterface("b", false, false));
      world.account().cloud().unroute("rtb-001", "10.20.0.10/32");

      assertThat(refused(actuator))
          .anyMatch(it -> it.startsWith("rtb-9: there is no such route table"))
          .anyMatch(it -> it.startsWith("eni-0c: there is no such network interface"))
          .anyMatch(it -> it.startsWith("eni-0b: is attached to no instance"))
          .anyMatch(it -> it.equals("rtb-001: has no routes to [10.20.0.10]"));
    }
  }

  @Test
  void makesNothingOfMissingRoutesThatItMayMake() throws Exception {
    try (RouteWorld world = RouteWorld.of(1, ONE);
        Actuator actuator = world.actuator(Map.of("create-routes", "true"))) {
      world.account().cloud().unroute("rtb-000", "10.20.0.10/32");

      assertThat(refused(actuator)).isEmpty();
    }
  }

  @Test
  void findsAMemberWithoutInterfaceAndAnInterfaceWithoutMember() throws Exception {
    try (RouteWorld world = RouteWorld.of(1, ONE);
        Actuator actuator = world.account().actuator("aws-route", ofAAndC(), ONE)) {
      world
          .account()
          .cloud()
          .put(new AwsCloud.NetworkInterface("eni-0c", "vpc-1", List.of(), false, true));

      assertThat(refused(actuator))
          .containsExactly("node b: is a member and has no eni.b: it could not be moved to");
      assertThat(actuator.preflight(new Pass()).findings())
          .anyMatch(
              it -> it.weight() == Preflight.Weight.DOUBTFUL && it.subject().equals("node c"));
    }
  }

  private static Map<String, String> ofAAndC() {
    return Map.of("route-tables", "rtb-000", "eni.a", "eni-0a", "eni.c", "eni-0c");
  }

  @Test
  void findsAVipWithinTheVpc() throws Exception {
    try (RouteWorld world = RouteWorld.of(1, List.of("10.0.7.7"));
        Actuator actuator = world.actuator()) {
      assertThat(refused(actuator)).anyMatch(it -> it.contains("10.0.7.7 lies within the VPC"));
    }
  }

  @Test
  void findsAMissingPermissionByDryRun() throws Exception {
    try (RouteWorld world = RouteWorld.of(1, ONE);
        Actuator actuator = world.actuator(Map.of("create-routes", "true"))) {
      world.troubles().always("ec2:CreateRoute", Trouble.FORBIDDEN);

      assertThat(refused(actuator)).singleElement().asString().contains("ec2:CreateRoute");
      assertThat(world.truth()).isEqualTo("a");
    }
  }

  private static List<String> refused(Actuator actuator) {
    return actuator.preflight(new Pass()).findings().stream()
        .filter(finding -> finding.weight() == Preflight.Weight.REFUSED)
        .map(finding -> finding.subject() + ": " + finding.what())
        .toList();
  }
}
