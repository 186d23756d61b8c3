package dev.baton.compose.config;

/**
 * One thing that is wrong with what somebody wrote.
 *
 * @param origin where
 * @param field which field or key; empty for the source as a whole
 * @param what is wrong, with the value unless it is secret, and what would be right
 */
public record Problem(Origin origin, String field, String what) {

  @Override
  public String toString() {
    return origin + ": " + (field.isEmpty() ? "" : field + ": ") + what;
  }
}
