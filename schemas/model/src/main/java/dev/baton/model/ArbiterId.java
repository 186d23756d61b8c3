package dev.baton.model;

/**
 * Names one arbiter process.
 *
 * @param value 1 to 63 of lower-case letters, digits, dot and hyphen, beginning and ending with a
 *     letter or digit
 */
public record ArbiterId(String value) implements Comparable<ArbiterId> {

  /** Checks the form. */
  public ArbiterId {
    Names.require("arbiter", value);
  }

  @Override
  public int compareTo(ArbiterId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
