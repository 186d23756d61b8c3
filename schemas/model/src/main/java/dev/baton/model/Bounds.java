package dev.baton.model;

/** Keeps free text within the bounds of a record. */
final class Bounds {

  private Bounds() {}

  /** Returns at most the first {@code most} characters. */
  static String text(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** Returns at most the last {@code most} characters. */
  static String tail(String text, int most) {
    return text.length() <= most ? text : text.substring(text.length() - most);
  }
}
