package dev.baton.compose.config;

/**
 * One problem with what the user wrote.
 *
 * @param origin the place
 * @param field the field or key; empty for the source as a whole
 * @param what what is wrong, with the value unless it is secret, and what would be right
 */
public record Problem(Origin origin, String field, String what) {

  @Override
  public String toString() {
    return origin + ": " + (field.isEmpty() ? "" : field + ": ") + what;
  }
}
