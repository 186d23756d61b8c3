package dev.baton.model;

/**
 * Names one installation of Baton on one machine, so that a cloned machine differs from its
 * original.
 *
 * @param value 1 to 63 of lower-case letters, digits, dot and hyphen, beginning and ending with a
 *     letter or digit
 */
public record InstallId(String value) implements Comparable<InstallId> {

  /** Checks the form. */
  public InstallId {
    Names.require("install", value);
  }

  @Override
  public int compareTo(InstallId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
