package dev.baton.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.cloudstubs.Trouble;
import dev.baton.model.NodeId;
import dev.baton.model.definition.Binding;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification.Where;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AzureIlbTest {
  private AzureWorld world;
  private Actuator actuator;
  private final Pass pass = new Pass();

  @BeforeEach
  void open() throws Exception {
    world = new AzureWorld();
    actuator = world.actuator();
  }

  @AfterEach
  void close() {
    actuator.close();
    world.close();
  }

  @Test
  void refusesAWriterWhoReadBeforeSomebodyElseWrote() {
    Arm arm = arm(world.settings());
    Fetched stale = pointed(arm, "b");
    world.meddle("a");

    ActuatorException refusal =
        catchThrowableOfType(ActuatorException.class, () -> arm.put(stale, pass));

    assertThat(refusal.kind()).isEqualTo(Kind.LOST_RACE);
    assertThat(refusal.code()).isEqualTo("PreconditionFailedEtagMismatch");
    assertThat(world.truth()).isEqualTo("a");
  }

  @Test
  void movesBothFamiliesInOneWrite() {
    Receipt receipt = actuator.apply(world.to("b", 2), pass);

    assertThat(receipt.changes()).hasSize(2);
    assertThat(pass.calls)
        .containsExactly(Actions.READ, Actions.WRITE, Actions.FOLLOW, Actions.READ);
    assertThat(world.truth()).isEqualTo("b");
  }

  @Test
  void followsASlowOperationToItsEnd() {
    world.network.operationsTakeLooks(7);

    Receipt receipt = actuator.apply(world.to("b", 2), pass);

    assertThat(receipt.changes()).hasSize(2);
    assertThat(pass.calls).filteredOn(Actions.FOLLOW::equals).hasSize(7);
    assertThat(world.truth()).isEqualTo("b");
  }

  @Test
  void leavesAnOperationThatDoesNotEndInTimeAndSaysThatItDoesNotKnow() {
    world.network.operationsTakeLooks(Integer.MAX_VALUE);
    SortedMap<String, String> settings = world.settings();
    settings.put("operation-timeout", "50ms");

    try (Actuator impatient = world.actuator(settings)) {
      assertThat(RefusalsOf.apply(impatient, world.to("b", 2)).kind())
          .isEqualTo(Kind.UNKNOWN_OUTCOME);
      assertThat(impatient.verify(world.to("b", 2), pass).where()).isEqualTo(Where.UNKNOWN);
      assertThat(impatient.verify(world.to("a", 1), pass).where()).isEqualTo(Where.ELSEWHERE);
    }
  }

  @Test
  void doesNotRepeatAWriteThatWasCancelledButSaysThatSomebodyElseWrites() {
    world.network.operationsTakeLooks(3);
    SortedMap<String, String> settings = world.settings();
    try (Actuator other = world.actuator(settings)) {
      Pass meddling =
          new Pass() {
            @Override
            public void read(String action) {
              super.read(action);
              if (calls.equals(List.of(Actions.READ, Actions.WRITE, Actions.FOLLOW))) {
                Receipt unused = other.apply(world.to("a", 3), new Pass());
              }
            }
          };

      ActuatorException refusal =
          catchThrowableOfType(
              ActuatorException.class, () -> actuator.apply(world.to("b", 2), meddling));

      assertThat(refusal.kind()).isEqualTo(Kind.LOST_RACE);
      assertThat(refusal.code()).isEqualTo("CanceledAndSupersededDueToAnotherOperation");
      assertThat(meddling.calls).filteredOn(Actions.WRITE::equals).hasSize(1);
      assertThat(world.truth()).isEqualTo("a");
    }
  }

  @Test
  void tellsWhyAnOperationFailedAndMendsItWithTheNextPass() {
    world.network.endNextOperation("Failed", "RetryableError");

    ActuatorException refusal = RefusalsOf.apply(actuator, world.to("b", 2));
    assertThat(refusal.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(refusal.code()).isEqualTo("RetryableError");
    assertThat(world.truth()).isEqualTo("a");
    assertThat(actuator.verify(world.to("b", 2), pass).where()).isEqualTo(Where.ELSEWHERE);

    Receipt receipt = actuator.apply(world.to("b", 2), pass);
    assertThat(receipt.changes()).isNotEmpty();
    assertThat(world.truth()).isEqualTo("b");
  }

  @Test
  void reliesOnWhatItReadsBackWhereItMayNotFollowTheOperation() {
    world.network.operationsTakeLooks(3);
    world.troubles().always(Actions.FOLLOW, Trouble.FORBIDDEN);

    Receipt receipt = actuator.apply(world.to("b", 2), pass);

    assertThat(receipt.changes()).hasSize(2);
    assertThat(world.truth()).isEqualTo("b");
    assertThat(pass.steps).anyMatch(step -> step.contains("not followed"));
  }

  @Test
  void movesThePoolsThatCanBeMovedAndRefusesForTheOther() {
    SortedMap<String, String> settings = world.settings();
    settings.put("pool-v6", "seven");

    try (Actuator half = world.actuator(settings)) {
      ActuatorException refusal = RefusalsOf.apply(half, world.to("b", 2));

      assertThat(refusal.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(refusal).hasMessageContaining("no pool seven");
      assertThat(world.network.members(AzureWorld.ID, "four")).containsExactly("10.20.1.5");
      assertThat(half.verify(world.to("b", 2), pass).where()).isEqualTo(Where.ELSEWHERE);
    }
  }

  @Test
  void doesNotTouchAPoolThatIsMadeOfInterfaces() {
    world.network.rewrite(
        AzureWorld.ID,
        json ->
            json.replace(
                "\"ipAddress\":\"10.20.1.4\"",
                "\"networkInterfaceIPConfiguration\":{\"id\":\"/nic/ipConfigurations/one\"}"));

    ActuatorException refusal = RefusalsOf.apply(actuator, world.to("b", 2));

    assertThat(refusal.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(refusal).hasMessageContaining("made of network interfaces");
    assertThat(world.network.members(AzureWorld.ID, "six")).containsExactly("fd00:20:1::5");
  }

  @Test
  void replacesAMemberThatIsSetDown() {
    world.network.rewrite(
        AzureWorld.ID,
        json ->
            json.replace(
                "\"ipAddress\":\"10.20.1.4\"",
                "\"ipAddress\":\"10.20.1.4\",\"adminState\":\"Down\""));
    assertThat(actuator.verify(world.to("a", 1), pass).where()).isEqualTo(Where.ELSEWHERE);

    Receipt receipt = actuator.apply(world.to("a", 1), pass);

    assertThat(receipt.changes()).hasSize(1);
    assertThat(actuator.verify(world.to("a", 1), pass).where()).isEqualTo(Where.HERE);
  }

  @Test
  void takesAPoolWithAFurtherMemberForElsewhere() {
    world.network.rewrite(
        AzureWorld.ID,
        json ->
            json.replace(
                "\"loadBalancerBackendAddresses\":[",
                "\"loadBalancerBackendAddresses\":[{\"name\":\"x\",\"properties\":"
                    + "{\"ipAddress\":\"10.20.1.77\"}},"));

    assertThat(actuator.verify(world.to("a", 1), pass).where()).isEqualTo(Where.ELSEWHERE);
  }

  @Test
  void fillsAPoolThatWasEmptied() {
    world.network.rewrite(
        AzureWorld.ID,
        json ->
            json.replaceAll(
                "\"loadBalancerBackendAddresses\":\\[[^]]*]",
                "\"loadBalancerBackendAddresses\":[]"));

    Receipt receipt = actuator.apply(world.to("b", 2), pass);

    assertThat(receipt.changes()).hasSize(2);
    assertThat(world.truth()).isEqualTo("b");
  }

  @Test
  void cannotFillAnEmptyPoolWhoseNetworkNobodyTells() {
    world.network.rewrite(
        AzureWorld.ID,
        json ->
            json.replaceAll(
                    "\"loadBalancerBackendAddresses\":\\[[^]]*]",
                    "\"loadBalancerBackendAddresses\":[]")
                .replaceAll("\"virtualNetwork\":\\{[^}]*},", ""));
    SortedMap<String, String> settings = world.settings();
    settings.remove("virtual-network");

    try (Actuator lost = world.actuator(settings)) {
      ActuatorException refusal = RefusalsOf.apply(lost, world.to("b", 2));

      assertThat(refusal.kind()).isEqualTo(Kind.PERMANENT);
      assertThat(refusal).hasMessageContaining("set virtual-network");
    }
  }

  @Test
  void neverWritesWhatItReadWithoutAnEtag() {
    Arm arm = arm(world.settings());
    Fetched fetched = new Fetched(arm.balancer(pass).body(), Optional.empty());

    ActuatorException refusal =
        catchThrowableOfType(ActuatorException.class, () -> arm.put(fetched, pass));

    assertThat(refusal.kind()).isEqualTo(Kind.PERMANENT);
    assertThat(pass.calls).doesNotContain(Actions.WRITE);
  }

  @Test
  void letsOneOfTwoWritersWinWhoHaveReadTheSame() {
    Arm one = arm(world.settings());
    Arm other = arm(world.settings());
    Fetched ofOne = pointed(one, "b");
    Fetched ofOther = pointed(other, "a");
    Optional<String> unused = one.put(ofOne, pass);

    ActuatorException refusal =
        catchThrowableOfType(ActuatorException.class, () -> other.put(ofOther, pass));

    assertThat(refusal.kind()).isEqualTo(Kind.LOST_RACE);
  }

  @Test
  void refusesANodeThatTheBindingDoesNotKnow() {
    assertThat(RefusalsOf.apply(actuator, world.to("c", 2)).kind()).isEqualTo(Kind.PERMANENT);
    assertThat(pass.calls).isEmpty();
  }

  private Fetched pointed(Arm arm, String node) {
    Fetched fetched = arm.balancer(pass);
    PoolSight.of(four(), fetched.body())
        .point(new NodeId(node), Optional.of(AzureWorld.SAMPLE.network()));
    return fetched;
  }

  private static Arm arm(SortedMap<String, String> settings) {
    return Arm.connect(IlbSettings.of(new Binding("azure-ilb", settings)));
  }

  private PoolTarget four() {
    return IlbSettings.of(new Binding("azure-ilb", world.settings())).pools().get(0);
  }
}
