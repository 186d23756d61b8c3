package dev.baton.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.ActuatorException.Kind;
import dev.baton.spi.Verification.Where;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MembersActuatorTest {
  private IlbWorld world;
  private Actuator actuator;

  @BeforeEach
  void start() throws IOException {
    world = IlbWorld.ofMembers();
    actuator = world.actuator();
  }

  @AfterEach
  void stop() {
    actuator.close();
    world.close();
  }

  @Test
  void takesTheOldMachineOutBeforeItPutsTheNewOneIn() {
    assertThat(actuator.apply(world.to("b", 2), Watched.calm()).changes())
        .containsExactly(
            "zones/europe-west3-a/instanceGroups/ig-a: removed zones/europe-west3-a/instances/vm-a",
            "zones/europe-west3-b/instanceGroups/ig-b: added zones/europe-west3-b/instances/vm-b");
  }

  @Test
  void movesAgainInTheSameEpochWhatSomebodyMovedBack() {
    for (int time = 0; time < 3; time++) {
      assertThat(actuator.apply(world.to("b", 2), Watched.calm()).changes()).hasSize(2);
      assertThat(world.truth()).isEqualTo("b");
      world.meddle("a");
    }
  }

  @Test
  void takesForDoneWhatSomebodyElseDidMeanwhile() {
    Watched overtaken = Watched.disturbed(() -> world.meddle("b"));

    assertThat(actuator.apply(world.to("b", 2), overtaken).changes()).hasSize(2);
    assertThat(world.truth()).isEqualTo("b");
  }

  @Test
  void triesThePartsThatItCanThoughAnotherFails() {
    world.cloud.failNextOperation(400, "INVALID_USAGE", "no");

    assertThatThrownBy(() -> actuator.apply(world.to("b", 2), Watched.calm()))
        .isInstanceOfSatisfying(
            ActuatorException.class,
            refusal -> assertThat(refusal.code()).isEqualTo("INVALID_USAGE"));

    assertThat(world.cloud.members(world.balancer.group("b")))
        .containsExactly(world.balancer.instance("b"));
    assertThat(actuator.verify(world.to("b", 2), Watched.calm()).where())
        .isEqualTo(Where.ELSEWHERE);
  }

  @Test
  void knowsThatAStrangerInTheGroupIsReachedToo() {
    world.cloud.join(
        world.balancer.group("a"), "projects/acme/zones/europe-west3-a/instances/stranger");

    assertThat(actuator.verify(world.to("a", 1), Watched.calm()).where())
        .isEqualTo(Where.ELSEWHERE);
  }

  @Test
  void saysThatAMissingGroupWillNotComeByItself() {
    var settings = world.settings();
    settings.put("group.b", "zones/europe-west3-b/instanceGroups/gone");
    try (Actuator lost = IlbWorld.actuator(settings)) {
      assertThatThrownBy(() -> lost.apply(world.to("b", 2), Watched.calm()))
          .isInstanceOfSatisfying(
              ActuatorException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(Kind.PERMANENT));
    }
  }
}
