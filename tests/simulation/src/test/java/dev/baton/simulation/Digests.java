package dev.baton.simulation;

import java.io.PrintStream;

/** Prints the digests of a few seeds of every profile, to be compared between processes. */
final class Digests {
  private static final int SEEDS = 6;

  private Digests() {}

  /** Prints them; runs in a process of its own. */
  public static void main(String[] args) {
    print(System.out);
  }

  static void print(PrintStream out) {
    for (Profile profile : Profile.values()) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        Outcome outcome = Simulation.run(seed, profile);
        out.println(
            profile
                + " "
                + seed
                + " "
                + Long.toHexString(outcome.digest())
                + " "
                + outcome.events());
      }
    }
  }
}
