package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Preflight;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification.Where;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EipActuatorTest {

  @ParameterizedTest
  @ValueSource(strings = {"ec2:DisassociateAddress", "ec2:AssociateAddress"})
  void takesNothingFromWhoWasFasterWhenHeldUpBefore(String call) throws Exception {
    try (EipWorld world = EipWorld.open();
        Actuator actuator = world.actuator()) {
      world.account().cloud().associate(EipWorld.ELASTIC_IP, "eni-0a", "10.0.0.1");
      Interposed heldUp = new Interposed(call, () -> world.meddle("a"));

      assertThatThrownBy(() -> actuator.apply(world.to("b", 2), heldUp))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              it -> assertThat(it.kind()).isEqualTo(ActuatorException.Kind.LOST_RACE));
      assertThat(world.truth()).isEqualTo("a");
    }
  }

  @Test
  void takesAFreeElasticIpWithOneWrite() throws Exception {
    try (EipWorld world = EipWorld.open();
        Actuator actuator = world.actuator()) {
      world.account().cloud().addElasticIp(EipWorld.ELASTIC_IP, "198.51.100.4");
      Pass pass = new Pass();

      Receipt receipt = actuator.apply(world.to("b", 2), pass);

      assertThat(pass.writes()).containsExactly("ec2:AssociateAddress");
      assertThat(receipt.changes())
          .containsExactly(EipWorld.ELASTIC_IP + ": tied to eni-0b at 10.0.1.10");
    }
  }

  @Test
  void takesAnotherPrivateAddressOfTheSameInterfaceForElsewhere() throws Exception {
    try (EipWorld world = EipWorld.open();
        Actuator actuator = world.actuator()) {
      world.account().cloud().associate(EipWorld.ELASTIC_IP, "eni-0a", "10.0.0.1");

      assertThat(actuator.verify(world.to("a", 1), new Pass()).where()).isEqualTo(Where.ELSEWHERE);
    }
  }

  @Test
  void findsAPrivateAddressThatHasAnotherElasticIp() throws Exception {
    try (EipWorld world = EipWorld.open();
        Actuator actuator = world.actuator()) {
      world.account().cloud().addElasticIp("eipalloc-02", "198.51.100.40");
      world.account().cloud().associate("eipalloc-02", "eni-0b", "10.0.1.10");

      assertThat(refused(actuator))
          .containsExactly("eni-0b: 10.0.1.10 has another Elastic IP: eipalloc-02");
    }
  }

  @Test
  void findsAnInterfaceThatLacksTheAddressOrIsDetached() throws Exception {
    try (EipWorld world = EipWorld.open();
        Actuator actuator = world.actuator()) {
      world.account().cloud().put(EipWorld.networkInterface("a", false, "10.0.0.10"));
      world.account().cloud().put(EipWorld.networkInterface("b", true, "10.0.1.1"));

      assertThat(refused(actuator))
          .containsExactly(
              "eni-0a: is attached to no instance", "eni-0b: has no address 10.0.1.10");
    }
  }

  @Test
  void saysBeforehandThatNobodyGuardsTheNodesOwnAddresses() throws Exception {
    try (EipWorld world = EipWorld.open();
        Actuator actuator = world.actuator()) {
      assertThat(doubtful(actuator))
          .containsExactly(
              EipWorld.ELASTIC_IP
                  + ": leads to the nodes' own addresses, which no gate guards: a node that is"
                  + " frozen or cut off still answers clients that reach it there");
    }
  }

  @Test
  void saysBeforehandWhatGatePortsLeaveOpen() throws Exception {
    try (EipWorld world = EipWorld.open();
        Actuator actuator = world.actuator(Map.of("gate-ports", "5432,443"))) {
      assertThat(doubtful(actuator))
          .singleElement()
          .asString()
          .contains("TCP ports [443, 5432] are guarded", "UDP", "a node without keeper");
    }
  }

  private static List<String> refused(Actuator actuator) {
    return found(actuator, Preflight.Weight.REFUSED);
  }

  private static List<String> doubtful(Actuator actuator) {
    return found(actuator, Preflight.Weight.DOUBTFUL);
  }

  private static List<String> found(Actuator actuator, Preflight.Weight weight) {
    return actuator.preflight(new Pass()).findings().stream()
        .filter(finding -> finding.weight() == weight)
        .map(finding -> finding.subject() + ": " + finding.what())
        .toList();
  }
}
