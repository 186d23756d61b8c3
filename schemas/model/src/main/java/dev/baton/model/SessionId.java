package dev.baton.model;

/**
 * Names a session of a keeper; drawn at random, never used twice.
 *
 * @param value 1 to 63 of lower-case letters, digits, dot and hyphen, beginning and ending with a
 *     letter or digit
 */
public record SessionId(String value) implements Comparable<SessionId> {

  /** Checks the form. */
  public SessionId {
    Names.require("session", value);
  }

  @Override
  public int compareTo(SessionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
