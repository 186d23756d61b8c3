package dev.baton.model;

/**
 * Names a node of a cluster, uniquely within it.
 *
 * @param value 1 to 63 of lower-case letters, digits, dot and hyphen, beginning and ending with a
 *     letter or digit
 */
public record NodeId(String value) implements Comparable<NodeId> {

  /** Checks the form. */
  public NodeId {
    Names.require("node", value);
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
