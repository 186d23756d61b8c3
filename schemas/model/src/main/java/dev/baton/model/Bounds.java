package dev.baton.model;

/** Keeps free text within the bounds of a record. */
public final class Bounds {

  private Bounds() {}

  /** Returns at most the first {@code most} characters; never half a surrogate pair. */
  public static String text(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }

  /** Returns at most the last {@code most} characters; never half a surrogate pair. */
  public static String tail(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int begin = text.length() - most;
    return text.substring(Character.isLowSurrogate(text.charAt(begin)) ? begin + 1 : begin);
  }
}
