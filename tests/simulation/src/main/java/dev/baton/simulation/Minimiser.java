package dev.baton.simulation;

import java.util.ArrayList;
import java.util.List;

/** Takes from a plan what is not needed for its failure. */
final class Minimiser {
  private final long seed;
  private final Setup setup;
  private final String invariant;

  private Minimiser(long seed, Setup setup, String invariant) {
    this.seed = seed;
    this.setup = setup;
    this.invariant = invariant;
  }

  /** Returns the faults without any that the same failure does not need; in order of time. */
  static List<Fault> minimise(long seed, Profile profile, String invariant) {
    Setup setup = Setup.draw(seed, profile);
    return new Minimiser(seed, setup, invariant).shrink(Plan.draw(seed, setup));
  }

  private List<Fault> shrink(List<Fault> plan) {
    List<Fault> needed = new ArrayList<>(plan);
    boolean shrunk = true;
    while (shrunk) {
      shrunk = false;
      for (int index = needed.size() - 1; index >= 0; index--) {
        List<Fault> less = new ArrayList<>(needed);
        less.remove(index);
        if (fails(less)) {
          needed = less;
          shrunk = true;
        }
      }
    }
    return needed;
  }

  private boolean fails(List<Fault> faults) {
    return Simulation.run(seed, setup, faults)
        .failure()
        .filter(failure -> failure.invariant().equals(invariant))
        .isPresent();
  }
}
