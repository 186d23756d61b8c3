package dev.baton.compose.config;

/**
 * What applies if a key is not written.
 *
 * @param kind whether there is a default
 * @param text the default as it would be written, or for {@link Kind#ABSENT} what happens without a
 *     value
 */
public record Fallback(Kind kind, String text) {

  /** Whether a key has a default. */
  public enum Kind {
    /** The text is the value. */
    VALUE,
    /** There is no value; the text says what happens then. */
    ABSENT,
    /** The component does not start without a value. */
    REQUIRED
  }

  /** The component does not start without a value. */
  public static final Fallback REQUIRED = new Fallback(Kind.REQUIRED, "required");

  /** Returns a default. */
  public static Fallback value(String text) {
    return new Fallback(Kind.VALUE, text);
  }

  /** Returns the fallback of a key that may be missing; the text says what happens then. */
  public static Fallback absent(String text) {
    return new Fallback(Kind.ABSENT, text);
  }
}
