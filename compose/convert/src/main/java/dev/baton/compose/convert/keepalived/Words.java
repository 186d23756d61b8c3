package dev.baton.compose.convert.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits lines into words, in the two ways of keepalived's {@code lib/parser.c}. */
final class Words {

  private static final String BLANKS = " \t\f\013\r\n";

  private static final String QUOTES = "\"'";

  private Words() {}

  /**
   * As most lines are split: at blanks, and a word that begins with a double quote ends with the
   * next one.
   *
   * @throws IllegalArgumentException when a quote is not closed
   */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int at = skipBlanks(text, 0);
    while (at < text.length()) {
      int end;
      if (text.charAt(at) == '"') {
        end = text.indexOf('"', at + 1);
        if (end < 0) {
          throw unclosed('"');
        }
        words.add(text.substring(at + 1, end));
        at = end + 1;
      } else {
        end = at;
        while (end < text.length()
            && BLANKS.indexOf(text.charAt(end)) < 0
            && text.charAt(end) != '"') {
          end++;
        }
        words.add(text.substring(at, end));
        at = end;
      }
      at = skipBlanks(text, at);
    }
    return words;
  }

  /** As lines with scripts are split: both quotes anywhere in a word; backslashes stay. */
  static List<String> quoted(String text) {
    return new Shell(text, false).words();
  }

  /** As a script's command line is split: both quotes, and backslashes mean what they say. */
  static List<String> command(String text) {
    return new Shell(text, true).words();
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static IllegalArgumentException unclosed(char quote) {
    return new IllegalArgumentException("a " + quote + " is not closed on its line");
  }

  /** Splits like {@code alloc_strvec_quoted_escaped_common}. */
  private static final class Shell {
    private final String text;
    private final boolean escapes;
    private int at;

    Shell(String text, boolean escapes) {
      this.text = text;
      this.escapes = escapes;
    }

    List<String> words() {
      List<String> words = new ArrayList<>();
      at = skipBlanks(text, 0);
      while (at < text.length()) {
        words.add(word());
        at = skipBlanks(text, at);
      }
      return words;
    }

    private String word() {
      StringBuilder word = new StringBuilder();
      char quote = 0;
      while (!ends(quote)) {
        char next = text.charAt(at);
        if (next == '\\') {
          at++;
          word.append(escaped());
        } else if (turns(next, quote)) {
          quote = next == quote ? 0 : next;
        } else {
          word.append(next);
        }
        at++;
      }
      if (quote != 0) {
        throw unclosed(quote);
      }
      return word.toString();
    }

    private boolean ends(char quote) {
      return at >= text.length() || (quote == 0 && BLANKS.indexOf(text.charAt(at)) >= 0);
    }

    /** Tells whether a quote opens here, or the one that is open closes. */
    private static boolean turns(char next, char quote) {
      return quote == 0 ? QUOTES.indexOf(next) >= 0 : next == quote;
    }

    private String escaped() {
      if (at >= text.length()) {
        throw new IllegalArgumentException("the line ends with a backslash that escapes nothing");
      }
      return escapes ? meant(text.charAt(at)) : "\\" + text.charAt(at);
    }

    private String meant(char next) {
      if (next == 'x' && digits(16, at + 1, 2) > 0) {
        return number(16, at + 1, 2);
      }
      if (digits(8, at, 3) > 0) {
        return number(8, at, 3);
      }
      if (next == 'c' && at + 1 < text.length()) {
        at++;
        return String.valueOf((char) (text.charAt(at) & 0x1f));
      }
      int special = "abEfnrtv".indexOf(next);
      return String.valueOf(special < 0 ? next : "\007\b\033\f\n\r\t\013".charAt(special));
    }

    private String number(int radix, int from, int most) {
      int count = digits(radix, from, most);
      at = from + count - 1;
      int code =
          Integer.parseInt(text.substring(from, from + count).toLowerCase(Locale.ROOT), radix);
      return String.valueOf((char) (code & 0xff));
    }

    private int digits(int radix, int from, int most) {
      int count = 0;
      while (count < most
          && from + count < text.length()
          && text.charAt(from + count) < 0x7f
          && Character.digit(text.charAt(from + count), radix) >= 0) {
        count++;
      }
      return count;
    }
  }
}
