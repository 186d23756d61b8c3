package dev.baton.model;

/**
 * Names a cluster: a set of nodes and the VIPs that move together. The key of its records.
 *
 * @param value 1 to 63 of lower-case letters, digits, dot and hyphen, beginning and ending with a
 *     letter or digit
 */
public record ClusterId(String value) implements Comparable<ClusterId> {

  /** Checks the form. */
  public ClusterId {
    Names.require("cluster", value);
  }

  @Override
  public int compareTo(ClusterId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
