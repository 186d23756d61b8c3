package dev.baton.simulation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Runs seeds until told to stop, and says how it goes: {@code --seeds N} at most, {@code --minutes
 * M} at most, {@code --from S} the first, {@code --profile P}. With {@code --mutant X}, or {@code
 * all}, it looks for a seed that tells that weakened variant from the protocol instead.
 */
public final class Simulate {
  private static final long PROGRESS_EVERY = Duration.ofSeconds(10).toNanos();

  private final Arguments arguments;
  private final PrintStream out;
  private final long began = System.nanoTime();
  private long runs;
  private long events;
  private long acquisitions;
  private long simulated;
  private long failures;
  private long slowest;

  private Simulate(Arguments arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
  }

  /** Runs; exits with 1 if an invariant did not hold, with 2 if an argument is not understood. */
  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  /** Runs, and returns the exit status. */
  static int run(String[] args, PrintStream out) {
    try {
      return new Simulate(Arguments.of(args), out).run();
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return 2;
    }
  }

  private int run() {
    return arguments.mutant().map(this::runMutants).orElseGet(this::runSeeds);
  }

  private int runMutants(String which) {
    List<Mutant> mutants = which.equals("all") ? Mutants.all() : List.of(Mutants.named(which));
    boolean allKilled = true;
    for (Mutant mutant : mutants) {
      Hunt hunt = Hunt.of(mutant, Math.max(mutant.from(), arguments.from()), arguments.seeds());
      out.println(hunt.toRow());
      allKilled &= hunt.killed();
    }
    return allKilled ? 0 : 1;
  }

  private int runSeeds() {
    long end = began + arguments.minutes().toNanos();
    long next = began + PROGRESS_EVERY;
    while (runs < arguments.seeds() && System.nanoTime() < end && failures < arguments.failures()) {
      take(Simulation.run(arguments.from() + runs, arguments.profile()));
      if (System.nanoTime() > next) {
        next += PROGRESS_EVERY;
        progress();
      }
    }
    progress();
    return failures == 0 ? 0 : 1;
  }

  private void take(Outcome outcome) {
    runs++;
    events += outcome.events();
    acquisitions += outcome.acquisitions();
    simulated += outcome.simulatedNanos();
    slowest = Math.max(slowest, outcome.convergedNanos());
    if (outcome.failure().isPresent()) {
      failures++;
      out.println(Report.of(outcome));
    }
  }

  private void progress() {
    double seconds = (System.nanoTime() - began) / 1e9;
    out.printf(
        Locale.ROOT,
        "%d seeds (%.0f/s), %d failed; %d events, %d acquisitions, %.0f h simulated,"
            + " %.0f times real time; slowest to one holder %.1f s%n",
        runs,
        runs / seconds,
        failures,
        events,
        acquisitions,
        simulated / 3.6e12,
        simulated / 1e9 / seconds,
        slowest / 1e9);
  }
}
