package dev.baton.arbiter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An arbiter takes the lead from one that is well. */
class SharingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final World world = World.heldByA("x", "y");

  @Test
  void leadsInTheOthersPlaceAndNothingMoves() {
    assertThat(world.leaders()).containsExactly("x");

    world.share("y");
    world.pass(SECOND);

    assertThat(world.leaders()).containsExactly("y");
    assertThat(world.arbiter("x").done)
        .contains(new Effect.StoodDown(1, Effect.StandDown.ANOTHER_LEADS));
    world.pass(SECOND.multipliedBy(20));
    assertThat(world.leaders()).containsExactly("y");
    assertThat(world.taken()).filteredOn(line -> line.startsWith("assign")).hasSize(1);
    assertThat(world.keeper("a").isOpen()).isTrue();
  }

  @Test
  void decidesWithoutAPauseWhileTheLeadGoesFromOneToTheOther() {
    world.share("y");
    world.tell("switchover");

    assertThat(world.untilHeldBy("b")).isTrue();
    assertThat(world.taken()).filteredOn(line -> line.startsWith("assign")).hasSize(2);
  }

  /** After three intervals it takes a leader that it does not hear for dead. */
  @Test
  void leavesTheLeadWhereItIsIfItCannotReadCommands() {
    world.arbiter("y").deafToCommands = true;

    stays(Duration.ofMillis(250));
  }

  @Test
  void leavesTheLeadWhereItIsIfItCannotReadEvents() {
    world.arbiter("y").deafToEvents = true;

    stays(SECOND.multipliedBy(20));
  }

  @Test
  void leavesTheLeadWhereItIsIfItCannotAppend() {
    world.arbiter("y").mute = true;

    stays(SECOND.multipliedBy(20));
  }

  @Test
  void leavesTheLeadWhereItIsIfItLeadsAlready() {
    world.share("x");
    world.pass(SECOND.multipliedBy(20));

    assertThat(world.arbiter("x").runner.status(world.now()).term()).isEqualTo(1);
  }

  /** It asked in vain; nothing of that is left when it could take the lead at last. */
  @Test
  void forgetsItAfterAWhile() {
    world.arbiter("y").deafToEvents = true;
    world.share("y");
    world.pass(SECOND.multipliedBy(2));
    world.arbiter("y").deafToEvents = false;
    world.pass(SECOND.multipliedBy(20));

    assertThat(world.leaders()).containsExactly("x");
  }

  /** Its ticks arrive nowhere, so the other leads on; then it notices. */
  @Test
  void standsDownIfItMayNotWriteCommands() {
    world.arbiter("y").writesFail = true;
    world.share("y");
    world.pass(SECOND);
    assertThat(world.leaders()).contains("x");

    world.pass(SECOND.multipliedBy(2));

    assertThat(world.leaders()).containsExactly("x");
    assertThat(world.arbiter("y").done)
        .contains(new Effect.StoodDown(2, Effect.StandDown.OWN_TICKS_UNREAD));
  }

  private void stays(Duration time) {
    world.share("y");
    world.pass(time);

    assertThat(world.leaders()).contains("x");
    assertThat(world.arbiter("x").runner.status(world.now()).term()).isEqualTo(1);
    assertThat(world.arbiter("y").done).noneMatch(Effect.BecameLeader.class::isInstance);
  }
}
