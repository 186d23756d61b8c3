package dev.baton.simulation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A weakened variant of the protocol: the code as it is, but for one clause. It is made when it is
 * run, from the sources, so that it is always today's code and no class has a switch for it.
 *
 * @param name how it is called
 * @param clause the rule that it breaks
 * @param what how it breaks it
 * @param profile in which worlds it is tried
 * @param scenario the story that is aimed at it, where drawn faults alone find it too rarely
 * @param from the first seed to try, where few seeds lead to what it breaks
 * @param changes what is different in the sources
 */
public record Mutant(
    String name,
    String clause,
    String what,
    Profile profile,
    Optional<String> scenario,
    long from,
    List<Change> changes) {

  /** Freezes the list. */
  public Mutant {
    changes = List.copyOf(changes);
  }

  /**
   * A change of a source file.
   *
   * @param file its path, from the project's root
   * @param from what stands there, exactly once
   * @param to what stands there instead
   */
  public record Change(String file, String from, String to) {}

  /** Returns this mutant with a story aimed at it. */
  Mutant aimedAt(String story) {
    return new Mutant(name, clause, what, profile, Optional.of(story), from, changes);
  }

  /** Returns this mutant, tried in worlds of that sort. */
  Mutant in(Profile sort) {
    return new Mutant(name, clause, what, sort, scenario, from, changes);
  }

  /** Returns this mutant, tried from that seed on. */
  Mutant from(long seed) {
    return new Mutant(name, clause, what, profile, scenario, seed, changes);
  }

  /** Returns this mutant with another change. */
  Mutant and(Change change) {
    return new Mutant(
        name,
        clause,
        what,
        profile,
        scenario,
        from,
        Stream.concat(changes.stream(), Stream.of(change)).toList());
  }
}
