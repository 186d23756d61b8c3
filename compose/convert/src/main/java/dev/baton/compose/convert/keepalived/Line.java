package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Place;

/**
 * What stands between two braces or ends of lines.
 *
 * @param place where it was written
 * @param text without comments and blanks around; a brace stands alone
 */
record Line(Place place, String text) {

  static final String OPEN = "{";
  static final String CLOSE = "}";

  boolean opens() {
    return text.equals(OPEN);
  }

  boolean closes() {
    return text.equals(CLOSE);
  }
}
