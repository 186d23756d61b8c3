package dev.baton.arbiter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What arbiters write while nothing happens, and that they miss nothing by it. */
class RestTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void writesNextToNothingIntoAPartitionWithoutClusters() {
    World world = World.of("x", "y");
    world.pass(SECOND.multipliedBy(10));

    assertThat(beatsDuring(world, 60)).isBetween(23, 25);
    assertThat(ticksDuring(world, 60)).isBetween(12, 37);
  }

  @Test
  void ticksOnceASecondAndBeatsEachFiveForAClusterAtRest() {
    World world = World.heldByA("x", "y");
    world.pass(SECOND.multipliedBy(10));

    assertThat(beatsDuring(world, 60)).isBetween(23, 25);
    assertThat(ticksDuring(world, 60)).isBetween(59, 86);
  }

  @Test
  void leadsAPartitionWithoutClustersAgainWhenTheFirstOneIsDefined() {
    World world = World.of("x", "y");
    world.pass(SECOND.multipliedBy(10));
    world.arbiter("x").frozen = true;

    world.tell("define 1 a:200,b:100");
    world.pass(Duration.ofMillis(600));

    assertThat(world.arbiter("y").runner.status(world.now()).leading()).isTrue();
  }

  @Test
  void replacesALeaderThatDiesWithTheHolderWithinTheLease() {
    World world = World.heldByA("x", "y");
    world.arbiter("x").frozen = true;
    world.keeper("a").off = true;
    world.pass(Duration.ofMillis(650));

    assertThat(world.arbiter("y").runner.status(world.now()).leading()).isTrue();
    assertThat(world.taken()).contains("assign 2 b b-0 EXPIRED after 1");
  }

  @Test
  void doesNotTakeALeaderForDeadBecauseANodeIs() {
    World world = World.heldByA("x", "y");
    world.pass(SECOND.multipliedBy(3));

    world.keeper("b").off = true;
    world.pass(SECOND.multipliedBy(3));

    assertThat(world.leaders()).containsExactly("x");
    assertThat(world.arbiter("y").done).noneMatch(Effect.BecameLeader.class::isInstance);
  }

  @Test
  void doesNotLeadOnTheStrengthOfWhatOthersCanWrite() {
    World world = World.heldByA("x", "y");
    world.pass(SECOND.multipliedBy(3));

    world.arbiter("y").mute = true;
    world.arbiter("x").frozen = true;
    world.pass(SECOND.multipliedBy(5));

    assertThat(world.leaders()).doesNotContain("y");
  }

  private static int beatsDuring(World world, int seconds) {
    int before = world.events.size();
    world.pass(SECOND.multipliedBy(seconds));
    List<Fact> facts =
        world.events.stream()
            .skip(before)
            .flatMap(Optional::stream)
            .map(FactRecord::fact)
            .filter(Fact.Beat.class::isInstance)
            .toList();
    return facts.size();
  }

  private static int ticksDuring(World world, int seconds) {
    int before = world.commands.size();
    world.pass(SECOND.multipliedBy(seconds));
    return (int)
        world.commands.stream()
            .skip(before)
            .filter(order -> order.command() instanceof Command.Tick)
            .count();
  }
}
