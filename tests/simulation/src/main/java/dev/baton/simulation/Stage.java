package dev.baton.simulation;

import dev.baton.model.Entry;
import dev.baton.model.Fact;
import dev.baton.model.NodeId;
import dev.baton.simulation.Outcome.Failure;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where a story is played: a world without drawn faults, moved on step by step. */
final class Stage {
  private static final long LONGEST = 12_000_000_000L;
  private static final int TRACE_LINES = 3_000;
  private static final long SEED = 1;

  final World world;

  private Stage(World world) {
    this.world = world;
  }

  /** Plays the story of that name; returns what does not hold. */
  static Optional<Failure> play(String name) {
    Stage stage = new Stage(new World(SEED, Setup.forStory()));
    try {
      stage.world.begin();
      Stories.named(name).accept(stage);
      return Optional.empty();
    } catch (Violation violation) {
      return Optional.of(stage.failure(violation.invariant(), violation));
    } catch (RuntimeException broken) {
      return Optional.of(stage.failure(broken.getClass().getSimpleName(), broken));
    }
  }

  private Failure failure(String invariant, RuntimeException why) {
    return new Failure(invariant, String.valueOf(why.getMessage()), world.trace.last(TRACE_LINES));
  }

  /** Lets time pass. */
  void let(long millis) {
    long end = world.scheduler.now() + millis * 1_000_000;
    world.scheduler.at(end, () -> {});
    while (world.scheduler.now() < end) {
      next();
    }
  }

  /** Lets time pass until something is so. */
  void until(String what, BooleanSupplier so) {
    long end = world.scheduler.now() + LONGEST;
    while (!so.getAsBoolean()) {
      if (world.scheduler.now() > end) {
        throw new Violation(new Unfolds(), "it does not come to this: " + what);
      }
      next();
    }
  }

  private void next() {
    world.scheduler.next();
    world.watch.happened();
  }

  /** Lets the cluster come up; returns who holds. */
  KeeperProcess settled() {
    until("somebody holds", () -> answering().isPresent());
    let(1_000);
    return answering().orElseThrow();
  }

  /** The keeper whose gate is open. */
  Optional<KeeperProcess> answering() {
    return world.keepers().stream().filter(keeper -> keeper.host.answers()).findFirst();
  }

  /** Lets time pass until somebody else than that keeper answers. */
  KeeperProcess untilAnotherAnswers(KeeperProcess than) {
    until(
        "another than " + than.name + " answers",
        () -> world.keepers().stream().anyMatch(each -> each != than && each.host.answers()));
    return world.keepers().stream()
        .filter(each -> each != than && each.host.answers())
        .findFirst()
        .orElseThrow();
  }

  /** A keeper that does not hold. */
  KeeperProcess other(KeeperProcess than) {
    return world.keepers().stream().filter(each -> each != than).findFirst().orElseThrow();
  }

  ArbiterProcess leader() {
    return world.arbiters().stream().filter(ArbiterProcess::leads).findFirst().orElseThrow();
  }

  /** Lets time pass until a further keepalive of that node stands in the log. */
  void untilHeardOf(NodeId node) {
    long before = world.events.end();
    until(
        "a keepalive of " + node,
        () ->
            world.events.records().stream()
                .skip(before)
                .map(Entry::fact)
                .anyMatch(
                    fact -> fact instanceof Fact.Keepalive of && of.node().equals(node)));
  }

  /** What a story itself demands. */
  private static final class Unfolds implements Invariant {}
}
