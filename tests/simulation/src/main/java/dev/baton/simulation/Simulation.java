package dev.baton.simulation;

import dev.baton.model.fact.FactRecord;
import dev.baton.simulation.Outcome.Failure;
import java.util.List;
import java.util.Optional;

/** Runs one world from its beginning to its end. */
public final class Simulation {
  private static final int TRACE_LINES = 3_000;
  private static final long CALM_END = 6_000_000_000L;

  private final World world;
  private final long seed;

  private Simulation(long seed, Setup setup) {
    this.seed = seed;
    world = new World(seed, setup);
  }

  /** Runs a seed's world with the faults that are drawn for it. */
  public static Outcome run(long seed, Profile profile) {
    Setup setup = Setup.draw(seed, profile);
    return run(seed, setup, Plan.draw(seed, setup));
  }

  /**
   * Runs a seed's world; for callers that know this class by name only.
   *
   * @return empty if everything holds, otherwise what does not
   */
  public static String verdict(long seed, String profile) {
    return run(seed, Profile.valueOf(profile)).failure().map(Failure::toLine).orElse("");
  }

  /** Runs a seed's world; returns what stood in its events when it ended. */
  public static List<FactRecord> record(long seed, Profile profile) {
    Setup setup = Setup.draw(seed, profile);
    Simulation simulation = new Simulation(seed, setup);
    simulation.play(Plan.draw(seed, setup));
    return List.copyOf(simulation.world.events.records());
  }

  /**
   * Plays a story; for callers that know this class by name only.
   *
   * @return empty if everything holds, otherwise what does not
   */
  public static String verdictOf(String story) {
    return Stage.play(story).map(Failure::toLine).orElse("");
  }

  /** Runs a seed's world with other faults. */
  static Outcome run(long seed, Setup setup, List<Fault> faults) {
    Simulation simulation = new Simulation(seed, setup);
    Optional<Failure> failure;
    try {
      simulation.play(faults);
      failure = Optional.empty();
    } catch (Violation violation) {
      failure = Optional.of(simulation.failure(violation.invariant(), violation));
    } catch (RuntimeException broken) {
      failure = Optional.of(simulation.failure(broken.getClass().getSimpleName(), broken));
    }
    return simulation.outcome(failure);
  }

  private void play(List<Fault> faults) {
    world.begin();
    new Injector(world).plan(faults);
    boolean calm = world.setup.profile() == Profile.CALM;
    if (!calm) {
      world.scheduler.at(Plan.HEAL, world::heal);
    }
    while (calm ? world.scheduler.now() < CALM_END : !world.watch.converges().reached()) {
      world.scheduler.next();
      world.watch.happened();
    }
    world.watch.ended();
  }

  private Failure failure(String invariant, RuntimeException why) {
    return new Failure(invariant, String.valueOf(why.getMessage()), world.trace.last(TRACE_LINES));
  }

  private Outcome outcome(Optional<Failure> failure) {
    return new Outcome(
        seed,
        world.setup.profile(),
        world.trace.digest(),
        world.scheduler.happened(),
        world.events.end(),
        world.watch.acquisitions(),
        world.scheduler.now(),
        world.watch.converges().took(),
        failure);
  }
}
