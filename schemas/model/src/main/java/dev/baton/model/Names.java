package dev.baton.model;

/** The one form of every name in the log. */
public final class Names {
  private static final int MOST = 63;

  private Names() {}

  /**
   * Checks a name. Every record has several, so this goes without a regular expression.
   *
   * @throws IllegalArgumentException naming the field, its value and the form expected
   */
  public static void require(String field, String value) {
    if (!isName(value)) {
      throw new IllegalArgumentException(
          field
              + ": \""
              + value
              + "\" is not a name: 1 to 63 of a-z, 0-9, dot and hyphen,"
              + " beginning and ending with a letter or digit");
    }
  }

  private static boolean isName(String value) {
    int last = value.length() - 1;
    if (last < 0 || last >= MOST) {
      return false;
    }
    for (int at = 1; at < last; at++) {
      char unit = value.charAt(at);
      if (!isLetterOrDigit(unit) && unit != '.' && unit != '-') {
        return false;
      }
    }
    return isLetterOrDigit(value.charAt(0)) && isLetterOrDigit(value.charAt(last));
  }

  private static boolean isLetterOrDigit(char unit) {
    return (unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9');
  }
}
