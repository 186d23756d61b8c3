package dev.baton.compose.config;

/**
 * What holds when nobody wrote a value.
 *
 * @param kind whether there is one
 * @param text the value as it would be written, or for {@link Kind#ABSENT} what happens then
 */
public record Fallback(Kind kind, String text) {

  /** Whether a key has a default. */
  public enum Kind {
    /** The text is the value. */
    VALUE,
    /** There is no value, and the text says what happens then. */
    ABSENT,
    /** Starting without a value is refused. */
    REQUIRED
  }

  /** Starting without a value is refused. */
  public static final Fallback REQUIRED = new Fallback(Kind.REQUIRED, "required");

  /** This value. */
  public static Fallback value(String text) {
    return new Fallback(Kind.VALUE, text);
  }

  /** No value; the text says what happens then. */
  public static Fallback absent(String text) {
    return new Fallback(Kind.ABSENT, text);
  }
}
