package dev.baton.arbiter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.fold.CommandText;
import dev.baton.arbiter.fold.Story;
import dev.baton.arbiter.fold.Waits;
import dev.baton.arbiter.server.core.Effect.StandDown;
import dev.baton.model.Position;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.PartitionState;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules E and Z as one arbiter, or several, live by them. */
class PartitionRunnerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void oneOfTwoLeads() {
    World world = World.of("x", "y");

    world.pass(SECOND);

    assertThat(world.leaders()).containsExactly("x");
  }

  @Test
  void assignsAndMovesWhenTheHolderLosesItsPower() {
    World world = World.heldByA("x", "y");

    world.keeper("a").off = true;

    assertThat(world.untilHeldBy("b")).isTrue();
    assertThat(world.taken()).contains("dead a-0", "assign 2 b b-0 EXPIRED after 1");
  }

  @Test
  void aStandbyTakesOverAndGoesOnWithAHigherTerm() {
    World world = World.heldByA("x", "y");

    world.arbiter("x").frozen = true;
    world.pass(SECOND);

    assertThat(world.arbiter("y").runner.status(world.now()).leading()).isTrue();
    assertThat(world.arbiter("y").runner.status(world.now()).term()).isEqualTo(2);
    world.tell("unhealthy a");
    assertThat(world.untilHeldBy("b")).isTrue();
  }

  @Test
  void theSuccessorWritesWhatItsPredecessorOwed() {
    World world = World.heldByA("x", "y");

    world.arbiter("x").held = true;
    world.tell("unhealthy a");
    world.pass(SECOND);

    assertThat(world.taken()).endsWith("release 1 a a-0", "assign 2 b b-0 RELEASED after 1");
  }

  @Test
  void aLeaderThawedInMidDecisionChangesNothing() {
    World world = World.heldByA("x", "y");
    world.arbiter("x").held = true;
    world.tell("unhealthy a");
    world.pass(Duration.ofMillis(10));
    world.arbiter("x").frozen = true;
    world.untilHeldBy("b");
    List<String> taken = world.taken();

    world.arbiter("x").frozen = false;
    world.arbiter("x").letGo();
    world.pass(SECOND);

    assertThat(world.taken()).isEqualTo(taken);
    assertThat(world.leaders()).containsExactly("y");
    assertThat(world.arbiter("x").done).contains(new Effect.StoodDown(1, StandDown.ANOTHER_LEADS));
  }

  @Test
  void twoLeadersAtOnceWriteTheSame() {
    World world = World.heldByA("x", "y");
    world.arbiter("x").deafToCommands = true;
    world.arbiter("y").deafToCommands = true;
    for (int step = 0; step < 20 && world.leaders().size() < 2; step++) {
      world.pass(Duration.ofMillis(100));
    }
    assertThat(world.leaders()).containsExactly("x", "y");

    world.tell("unhealthy a");
    assertThat(world.untilHeldBy("b")).isTrue();

    assertThat(sources(world, "assign 2"))
        .hasSize(2)
        .containsOnly(sources(world, "assign 2").get(0));
    assertThat(world.taken()).endsWith("release 1 a a-0", "assign 2 b b-0 RELEASED after 1");
  }

  private static List<String> sources(World world, String command) {
    return world.commands.stream()
        .filter(order -> CommandText.of(order.command()).startsWith(command))
        .map(CommandRecord::source)
        .map(Object::toString)
        .toList();
  }

  @Test
  void ofTwoLeadersOfOneTermTheOneWhoseTickStandsFirstGoesOn() {
    World world = World.of("x", "y");
    world.arbiter("x").deafToCommands = true;
    world.arbiter("y").deafToCommands = true;
    world.pass(Duration.ofMillis(700));
    assertThat(world.leaders()).containsExactly("x", "y");

    world.arbiter("x").deafToCommands = false;
    world.arbiter("y").deafToCommands = false;
    world.pass(SECOND);

    assertThat(world.leaders()).containsExactly("x");
  }

  @Test
  void aLeaderWhoseBeatsDoNotComeBackTicksNoMoreAndIsReplaced() {
    World world = World.heldByA("x", "y");

    world.arbiter("x").deafToEvents = true;
    world.pass(SECOND.multipliedBy(2));

    assertThat(world.leaders()).containsExactly("y");
    assertThat(world.arbiter("x").done).contains(new Effect.StoodDown(1, StandDown.ANOTHER_LEADS));
  }

  @Test
  void aLeaderThatDoesNotReadItsOwnTicksStandsDownAndTriesEverMoreSeldom() {
    World world = World.heldByA("x");

    world.arbiter("x").deafToCommands = true;
    world.pass(SECOND.multipliedBy(5));

    assertThat(world.leaders()).isEmpty();
    assertThat(world.arbiter("x").done)
        .contains(new Effect.StoodDown(1, StandDown.OWN_TICKS_UNREAD));
    world.pass(SECOND.multipliedBy(115));
    assertThat(world.arbiter("x").done)
        .filteredOn(Effect.StoodDown.class::isInstance)
        .hasSizeBetween(5, 9);
    world.arbiter("x").deafToCommands = false;
    world.pass(SECOND);
    assertThat(world.leaders()).containsExactly("x");
  }

  @Test
  void anArbiterThatCannotReadExpiresNobody() {
    World world = World.heldByA("x", "y");

    world.arbiter("x").deafToEvents = true;
    world.arbiter("y").deafToEvents = true;
    world.pass(SECOND.multipliedBy(3));
    world.arbiter("x").deafToEvents = false;
    world.arbiter("y").deafToEvents = false;
    world.pass(SECOND);

    assertThat(expiries(world)).isZero();
    assertThat(world.keeper("a").isOpen()).isTrue();
  }

  @Test
  void anArbiterThatWasFrozenExpiresNobody() {
    World world = World.heldByA("x");

    world.arbiter("x").frozen = true;
    world.pass(SECOND.multipliedBy(3));
    world.arbiter("x").frozen = false;
    world.pass(SECOND);

    assertThat(expiries(world)).isZero();
  }

  @Test
  void anArbiterThatCannotWriteExpiresNobody() {
    World world = World.heldByA("x");
    world.keeper("a").off = true;
    world.arbiter("x").mute = true;
    world.pass(SECOND.multipliedBy(3));
    long unproven = world.arbiter("x").appended(Fact.Expire.class);

    world.arbiter("x").mute = false;
    world.pass(Duration.ofMillis(450));

    assertThat(unproven).isZero();
    assertThat(world.arbiter("x").appended(Fact.Expire.class)).isZero();
    assertThat(world.untilHeldBy("b")).isTrue();
  }

  private static long expiries(World world) {
    return world.arbiters.values().stream()
        .mapToLong(arbiter -> arbiter.appended(Fact.Expire.class))
        .sum();
  }

  @Test
  void aDeadKeeperIsExpiredByOneOfSeveral() {
    World world = World.heldByA("x", "y", "z");
    world.keeper("b").off = true;

    world.pass(SECOND);

    assertThat(expiries(world)).isEqualTo(1);
  }

  /** The last broker may have acknowledged what this one lacks and nobody has read. */
  @Test
  void aSilentKeeperGetsItsTimeAnewWhenAnotherBrokerLeads() {
    World world = World.heldByA("x", "y");
    world.keeper("a").off = true;
    world.pass(Duration.ofMillis(400));

    world.leaderEpoch++;
    world.pass(Duration.ofMillis(400));

    assertThat(world.taken()).doesNotContain("dead a-0");
    assertThat(world.untilHeldBy("b")).isTrue();
  }

  @Test
  void aStandbyExpiresADeadKeeperWhenTheLeaderDoesNot() {
    World world = World.heldByA("x", "y");
    world.arbiter("x").frozen = true;
    world.keeper("a").off = true;

    assertThat(world.untilHeldBy("b")).isTrue();
  }

  @Test
  void failedWritesAreWrittenAgain() {
    World world = World.heldByA("x");
    world.arbiter("x").writesFail = true;
    world.tell("unhealthy a");
    world.pass(Duration.ofMillis(300));
    assertThat(world.taken()).doesNotContain("release 1 a a-0");

    world.arbiter("x").writesFail = false;
    assertThat(world.untilHeldBy("b")).isTrue();
  }

  @Test
  void recordsThatNobodyCanDecodeAreSkippedAndCounted() {
    World world = World.heldByA("x", "y");

    world.appendMalformed();
    world.tell("unhealthy a");

    assertThat(world.untilHeldBy("b")).isTrue();
    assertThat(world.arbiter("x").runner.status(world.now()).malformed()).isEqualTo(1);
    assertThat(world.arbiter("y").runner.model()).isEqualTo(world.arbiter("x").runner.model());
  }

  @Test
  void reportsAGapAndBeginsAgainWhenTheLogIsShorterThanWhatItRead() {
    World world = World.heldByA("x");
    PartitionRunner runner = world.arbiter("x").runner;

    List<Effect> effects = runner.onEventsTruncated(5, 9, world.now());

    assertThat(effects)
        .filteredOn(effect -> effect instanceof Effect.AppendFact)
        .first()
        .extracting("fact")
        .hasToString("LogLoss[arbiter=x, reached=8, generation=0]");
    assertThat(effects)
        .contains(new Effect.StoodDown(1, StandDown.REFOLDS))
        .endsWith(new Effect.Refold(OptionalLong.of(5)));
    assertThat(runner.onClock(world.now())).isEmpty();
  }

  @Test
  void beginsAgainFromTheCommittedStateBeforeItLeadsAfterAGap() {
    World world = World.heldByA("x", "y");
    world.tell("gap 5");
    world.pass(SECOND);

    world.arbiter("x").frozen = true;
    world.pass(SECOND);

    assertThat(world.leaders()).containsExactly("x");
    assertThat(world.arbiter("y").done).endsWith(new Effect.Refold(OptionalLong.empty()));
  }

  /** A position is used again after a loss: there it is another gap, of a later generation. */
  @ParameterizedTest
  @CsvSource({"10000, 9000000000000, false", "3, 9000000000000, true", "10000, 0, true"})
  void aGapThatItHasRefoldedCountsNoMore(long folded, long generation, boolean again) {
    World world = World.heldByA("x", "y");
    world
        .arbiter("y")
        .runner
        .refoldedUpTo(
            new PartitionState(new Position(folded), generation, PartitionState.FIRST_RULES));
    world.tell("gap 5");
    world.pass(SECOND);

    world.arbiter("x").frozen = true;
    world.pass(SECOND);

    boolean refolds = world.arbiter("y").done.contains(new Effect.Refold(OptionalLong.empty()));
    assertThat(refolds).isEqualTo(again);
    assertThat(world.leaders().contains("y")).isNotEqualTo(again);
  }

  @Test
  void tellsUpToWhereItsCommandsWereReadBack() {
    World world = World.heldByA("x");
    PartitionRunner runner = world.arbiter("x").runner;
    assertThat(runner.readBack().orElseThrow().folded())
        .isEqualTo(new Position(world.arbiter("x").eventsRead - 1L));

    world.arbiter("x").deafToCommands = true;
    world.tell("unhealthy a");
    world.pass(World.STEP);

    assertThat(runner.readBack()).isEmpty();
  }

  @Test
  void appendsAWaitAgainButEverMoreSeldom() {
    Waits waits = new Waits();
    assertThat(waits.ask(Story.given("define 1 a:1", "first a a1").state(), 0)).isEmpty();
    long appended = 0;
    for (long now = 0; now < Duration.ofMinutes(10).toNanos(); now += 5_000_000) {
      appended +=
          waits.takeDue(now, 0, true).stream()
              .filter(wait -> wait.fact() instanceof Fact.Expire)
              .count();
    }

    assertThat(appended).isLessThan(30).isGreaterThan(10);
  }
}
