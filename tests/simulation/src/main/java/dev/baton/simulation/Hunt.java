package dev.baton.simulation;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a mutant was told from the protocol.
 *
 * @param mutant which
 * @param byStory what did not hold in the story aimed at it; empty if none is or all did
 * @param seeds how many seeds it took; empty if it survived them, or was not tried on any
 * @param bySeed what did not hold in that seed
 */
public record Hunt(
    Mutant mutant, Optional<String> byStory, OptionalLong seeds, Optional<String> bySeed) {

  /** Plays the mutant's story, where there is one, and tries so many seeds, until one tells. */
  public static Hunt of(Mutant mutant, long from, long seeds) {
    MutantWorld world = MutantWorld.of(mutant);
    Optional<String> byStory = mutant.scenario().flatMap(world::play).map(Hunt::invariant);
    for (long tried = 0; tried < seeds; tried++) {
      Optional<String> verdict = world.run(from + tried, mutant.profile());
      if (verdict.isPresent()) {
        return new Hunt(mutant, byStory, OptionalLong.of(tried + 1), verdict.map(Hunt::invariant));
      }
    }
    return new Hunt(mutant, byStory, OptionalLong.empty(), Optional.empty());
  }

  /** Tells whether anything told the mutant from the protocol. */
  public boolean killed() {
    return byStory.isPresent() || bySeed.isPresent();
  }

  private static String invariant(String verdict) {
    return verdict.substring(0, verdict.indexOf(':'));
  }

  /** Returns a row of a table: name, clause, what it weakens, story, seeds. */
  public String toRow() {
    String story =
        mutant
            .scenario()
            .map(name -> name + ": " + byStory.orElse("SURVIVED"))
            .orElse("none aimed");
    String drawn = seeds.isPresent() ? seeds.getAsLong() + " (" + bySeed.orElseThrow() + ")" : "-";
    return "| %s | %s | %s | %s | %s |"
        .formatted(mutant.name(), mutant.clause(), mutant.what(), story, drawn);
  }
}
