package dev.baton.model;

/**
 * A place in a cluster's log: the offset in the partition of the events topic.
 *
 * @param offset 0 or more, or -1 for "before the first record"
 */
public record Position(long offset) implements Comparable<Position> {

  /** Before the first record. */
  public static final Position NONE = new Position(-1);

  /** Checks the range. */
  public Position {
    Ranges.require("position", offset, -1);
  }

  /** Tells whether this place comes later than the other. */
  public boolean isAfter(Position other) {
    return offset > other.offset;
  }

  @Override
  public int compareTo(Position other) {
    return Long.compare(offset, other.offset);
  }

  @Override
  public String toString() {
    return Long.toString(offset);
  }
}
