package dev.baton.model;

/**
 * The number of an assignment of a cluster: the fencing token. Grows by one with every assignment.
 *
 * @param value 0 to {@link Ranges#MOST_NUMBER}; 0 means that nothing was ever assigned
 */
public record Epoch(long value) implements Comparable<Epoch> {

  /** Before the first assignment. */
  public static final Epoch NONE = new Epoch(0);

  /** Checks the range. */
  public Epoch {
    Ranges.require("epoch", value, 0);
  }

  /**
   * Returns the epoch after this one.
   *
   * @throws IllegalArgumentException after the last one of the range
   */
  public Epoch next() {
    return new Epoch(value + 1);
  }

  /** Tells whether this epoch is later than the other. */
  public boolean isAfter(Epoch other) {
    return value > other.value;
  }

  /** Returns the later of two epochs. */
  public static Epoch max(Epoch left, Epoch right) {
    return left.value >= right.value ? left : right;
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
