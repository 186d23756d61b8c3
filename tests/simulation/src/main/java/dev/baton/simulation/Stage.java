package dev.baton.simulation;

import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.simulation.Outcome.Failure;
import dev.baton.simulation.Stories.Story;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where a story is played: a world without drawn faults, moved on step by step. */
final class Stage {
  private static final long LONGEST = 12_000_000_000L;
  private static final int TRACE_LINES = 3_000;
  private static final int SEEDS = 6;

  final World world;

  private Stage(World world) {
    this.world = world;
  }

  /** Plays the story of that name, with a few seeds; returns what does not hold. */
  static Optional<Failure> play(String name) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Optional<Failure> failure = play(name, seed);
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private static Optional<Failure> play(String name, long seed) {
    Story story = Stories.named(name);
    Setup setup = Setup.forStory(story);
    Stage stage = new Stage(new World(seed, setup));
    try {
      stage.world.begin();
      story.plot().accept(stage);
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

  /** Lets time pass, in which something is so all the while. */
  void always(String what, long millis, BooleanSupplier so) {
    long end = world.scheduler.now() + millis * 1_000_000;
    world.scheduler.at(end, () -> {});
    while (world.scheduler.now() < end) {
      demand(what, so);
      next();
    }
  }

  /** Something is so now. */
  void demand(String what, BooleanSupplier so) {
    if (!so.getAsBoolean()) {
      throw new Violation(new Unfolds(), "it is not so: " + what);
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

  /** Another arbiter. */
  ArbiterProcess other(ArbiterProcess than) {
    return world.arbiters().stream().filter(each -> each != than).findFirst().orElseThrow();
  }

  Optional<ArbiterProcess> leads() {
    return world.arbiters().stream().filter(ArbiterProcess::leads).findFirst();
  }

  ArbiterProcess leader() {
    return leads().orElseThrow();
  }

  /** Brokers lose the last events and commands although they had acknowledged them. */
  void lose(int events, int commands) {
    new Injector(world).lose(100_000_000L, events, commands, 0);
    let(101);
  }

  /** Lets time pass until a further keepalive of that node stands in the log. */
  void untilHeardOf(NodeId node) {
    long before = world.events.end();
    until(
        "a keepalive of " + node,
        () ->
            world.events.records().stream()
                .skip(before)
                .map(FactRecord::fact)
                .anyMatch(fact -> fact instanceof Fact.Keepalive of && of.node().equals(node)));
  }

  /** Waits for the next transaction of audit and state. */
  void untilSnapshotted() {
    Position before = snapshotted();
    until("a snapshot", () -> snapshotted().isAfter(before));
  }

  private Position snapshotted() {
    return world.store.latest().stream()
        .map(snapshot -> snapshot.partition().folded())
        .max(Comparator.naturalOrder())
        .orElse(Position.NONE);
  }

  /** What a story itself demands. */
  private static final class Unfolds implements Invariant {}
}
