package dev.baton.compose.config;

/**
 * Where something was written, for messages and for {@code --print-config}.
 *
 * @param kind which source
 * @param place the source and the place in it, for people
 */
public record Origin(Kind kind, String place) {

  /** A source of configuration, the strongest first. */
  public enum Kind {
    /** The command line. */
    FLAG,
    /** An environment variable. */
    ENVIRONMENT,
    /** The configuration file. */
    FILE,
    /** Nobody wrote it. */
    DEFAULT
  }

  /** Nobody wrote it: the key table says so. */
  public static final Origin DEFAULT = new Origin(Kind.DEFAULT, "default");

  /**
   * A place in a file.
   *
   * @param line counted from 1
   * @param column counted from 1
   */
  public static Origin file(String file, int line, int column) {
    return new Origin(Kind.FILE, file + ":" + line + ":" + column);
  }

  /** A file as a whole. */
  public static Origin file(String file) {
    return new Origin(Kind.FILE, file);
  }

  /** An environment variable. */
  public static Origin environment(String variable) {
    return new Origin(Kind.ENVIRONMENT, "environment " + variable);
  }

  /** A flag. */
  public static Origin flag() {
    return new Origin(Kind.FLAG, "command line");
  }

  @Override
  public String toString() {
    return place;
  }
}
