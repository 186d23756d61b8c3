package dev.baton.responder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request line of a probe. Header fields and a body are ignored.
 *
 * @param method such as GET; empty if the line is no request line
 * @param path without a query
 */
record Question(String method, String path) {
  /** The longest request that is read, in bytes; a probe's request has a few hundred. */
  static final int MOST_BYTES = 4096;

  /** RFC 9112 section 3: method, target and version, with one space between them. */
  private static final Pattern LINE =
      Pattern.compile("([A-Z]+) ([^ ?]+)(?:\\?[^ ]*)? HTTP/1\\.[01]");

  /** RFC 9112 section 2.2: a single line feed may be accepted as the end of a line. */
  private static final Pattern END = Pattern.compile("\r?\n\r?\n");

  /**
   * Reads the bytes that have arrived.
   *
   * @param received the bytes from the buffer's start to its position
   * @return the request; empty while its header is incomplete and may still be completed
   */
  static Optional<Question> read(ByteBuffer received) {
    String text = StandardCharsets.ISO_8859_1.decode(received.duplicate().flip()).toString();
    if (END.matcher(text).find()) {
      return Optional.of(of(text.lines().findFirst().orElse("")));
    }
    return received.hasRemaining() ? Optional.empty() : Optional.of(of(""));
  }

  private static Question of(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? new Question(matcher.group(1), matcher.group(2))
        : new Question("", "");
  }

  /** Tells whether the reply must have no body. */
  boolean bodiless() {
    return method.equals("HEAD");
  }

  /**
   * Returns the reply.
   *
   * @param expected the path that probes ask for
   * @param holds whether this node holds the VIPs; asked last, and only if the reply depends on it
   */
  Reply answer(String expected, BooleanSupplier holds) {
    if (method.isEmpty()) {
      return Reply.MALFORMED;
    }
    if (!method.equals("GET") && !bodiless()) {
      return Reply.OTHER_METHOD;
    }
    if (!path.equals(expected)) {
      return Reply.OTHER_PATH;
    }
    return holds.getAsBoolean() ? Reply.HOLDER : Reply.NOT_HOLDER;
  }
}
