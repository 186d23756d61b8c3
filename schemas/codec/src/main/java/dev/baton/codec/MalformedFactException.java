package dev.baton.codec;

/**
 * A record that cannot be read. The message says where (a JSON path such as {@code $.lease}, a
 * header, or line and column of a text that is no JSON), what stands there and what was expected.
 * The only exception that decoding throws, whatever the bytes.
 */
public final class MalformedFactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Longest piece of a foreign value that goes into a message, in characters. */
  private static final int MOST_QUOTED = 80;

  private final String where;

  MalformedFactException(String where, String problem) {
    super(where + ": " + problem);
    this.where = where;
  }

  MalformedFactException(String where, String problem, Throwable cause) {
    super(where + ": " + problem, cause);
    this.where = where;
  }

  /** Returns the place alone: a JSON path, a header's name, or line and column. */
  public String where() {
    return where;
  }

  /** Returns a foreign text short enough for a message. */
  static String quote(String foreign) {
    return foreign.length() <= MOST_QUOTED ? foreign : foreign.substring(0, MOST_QUOTED) + "...";
  }
}
