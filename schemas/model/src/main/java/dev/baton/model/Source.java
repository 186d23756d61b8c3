package dev.baton.model;

import java.util.Comparator;

/**
 * What an output of the fold derives from: the position of the fact, and the output's place among
 * the outputs of that fact. Sources order all outputs of one partition. A reader drops an output
 * that is not after the last one it took, because two arbiters that both believe they lead write
 * the same outputs.
 *
 * @param generation 0 at first. Each time acknowledged records were lost (rule B), a greater number
 *     that was never used before, because positions are used again after a loss
 * @param position where the fact stands in the log
 * @param index 0 for the fact's first output
 */
public record Source(long generation, Position position, int index) implements Comparable<Source> {

  private static final Comparator<Source> ORDER =
      Comparator.comparingLong(Source::generation)
          .thenComparing(Source::position)
          .thenComparingInt(Source::index);

  /** Before every output. */
  public static final Source NONE = new Source(0, Position.NONE, 0);

  /** Checks the range. */
  public Source {
    Ranges.require("source: generation", generation, 0);
    Ranges.require("source: index", index, 0);
  }

  /**
   * Returns the place after everything that derives from the fact at that position and before all
   * that derives from a later one: no output of the fold stands there.
   */
  public static Source endOf(long generation, Position position) {
    return new Source(generation, position, Integer.MAX_VALUE);
  }

  /** Tells whether this output comes later than the other. */
  public boolean isAfter(Source other) {
    return compareTo(other) > 0;
  }

  /**
   * Tells whether this output comes later than the other, and may be true: one output must not use
   * up the generations, or no later one would ever be taken.
   */
  public boolean isBelievableAfter(Source other) {
    return isAfter(other)
        && (generation == other.generation
            || Ranges.isLaterGeneration(other.generation, generation));
  }

  @Override
  public int compareTo(Source other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return (generation == 0 ? "" : generation + ":") + position + "/" + index;
  }
}
