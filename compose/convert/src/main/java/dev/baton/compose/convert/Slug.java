package dev.baton.compose.convert;

import java.util.Locale;
import java.util.Set;

/** Makes names of Baton out of names that may have any letters. */
public final class Slug {

  private static final int LONGEST = 63;

  private Slug() {}

  /**
   * Returns a name of 1 to 63 of a-z, 0-9 and hyphen.
   *
   * @param text any text
   * @param taken names that it must not be
   * @param otherwise the name of a text without a letter or digit
   */
  public static String of(String text, Set<String> taken, String otherwise) {
    String plain =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String name = cut(plain.isEmpty() ? otherwise : plain, LONGEST);
    for (int number = 2; taken.contains(name); number++) {
      String suffix = "-" + number;
      name = cut(plain.isEmpty() ? otherwise : plain, LONGEST - suffix.length()) + suffix;
    }
    return name;
  }

  private static String cut(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most).replaceAll("-+$", "");
  }
}
