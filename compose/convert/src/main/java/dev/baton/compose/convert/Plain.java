package dev.baton.compose.convert;

/** Shows what stands in a file. */
public final class Plain {

  private static final int LONGEST = 300;

  private Plain() {}

  /** Returns the text in one line of letters, signs and blanks, and not longer than 300. */
  public static String of(String text) {
    String line = text.replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
