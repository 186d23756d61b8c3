package dev.baton.model;

import java.util.regex.Pattern;

/** The one form of every name in the log. */
public final class Names {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  private Names() {}

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException naming the field, its value and the form expected
   */
  public static void require(String field, String value) {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          field
              + ": \""
              + value
              + "\" is not a name: 1 to 63 of a-z, 0-9, dot and hyphen,"
              + " beginning and ending with a letter or digit");
    }
  }
}
