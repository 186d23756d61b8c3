package dev.baton.codec;

/**
 * A record that cannot be read. The message says where (a JSON path such as {@code $.lease}, a
 * header, or line and column of a text that is no JSON), what is there and what was expected.
 * Decoding throws no other exception, whatever the bytes.
 */
public final class MalformedFactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** How many characters of a foreign value are quoted in a message. */
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

  /** Returns the place only: a JSON path, a header's name, or line and column. */
  public String where() {
    return where;
  }

  /** Returns a foreign text, shortened for a message. */
  static String quote(String foreign) {
    return foreign.length() <= MOST_QUOTED ? foreign : foreign.substring(0, MOST_QUOTED) + "...";
  }
}
