package dev.baton.compose.config;

/**
 * The place where something was written, for messages and for {@code --print-config}.
 *
 * @param kind which source
 * @param place the source and the place in it, in words
 */
public record Origin(Kind kind, String place) {

  /** The sources of configuration; an earlier one overrides a later one. */
  public enum Kind {
    /** The command line. */
    FLAG,
    /** An environment variable. */
    ENVIRONMENT,
    /** The configuration file. */
    FILE,
    /** The default of the key. */
    DEFAULT
  }

  /** The default of the key. */
  public static final Origin DEFAULT = new Origin(Kind.DEFAULT, "default");

  /**
   * Returns a place in a file.
   *
   * @param line counted from 1
   * @param column counted from 1
   */
  public static Origin file(String file, int line, int column) {
    return new Origin(Kind.FILE, file + ":" + line + ":" + column);
  }

  /** Returns a file as a whole. */
  public static Origin file(String file) {
    return new Origin(Kind.FILE, file);
  }

  /** Returns an environment variable. */
  public static Origin environment(String variable) {
    return new Origin(Kind.ENVIRONMENT, "environment " + variable);
  }

  /** Returns the command line. */
  public static Origin flag() {
    return new Origin(Kind.FLAG, "command line");
  }

  @Override
  public String toString() {
    return place;
  }
}
