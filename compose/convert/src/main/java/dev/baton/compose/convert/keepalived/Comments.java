package dev.baton.compose.convert.keepalived;

/** Takes comments away, as {@code decomment} of keepalived's {@code lib/parser.c} does. */
final class Comments {

  private Comments() {}

  /**
   * Returns the line up to the first {@code !} or {@code #} that is neither between double quotes
   * nor behind a backslash, without blanks around.
   */
  static String without(String line) {
    StringBuilder kept = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char next = line.charAt(at);
      if (!quoted && begins(next)) {
        break;
      }
      quoted ^= next == '"';
      if (next == '\\' && at + 1 < line.length()) {
        at++;
        kept.append(escaped(line.charAt(at), quoted));
      } else {
        kept.append(next);
      }
    }
    return kept.toString().strip();
  }

  private static boolean begins(char next) {
    return next == '!' || next == '#';
  }

  /**
   * Outside of quotes the backslash has done its work when it has kept a comment from beginning.
   */
  private static String escaped(char next, boolean quoted) {
    return !quoted && begins(next) ? String.valueOf(next) : "\\" + next;
  }
}
