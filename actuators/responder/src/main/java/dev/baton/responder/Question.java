package dev.baton.responder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request, as far as it matters: its first line. Header fields and a body are left unread.
 *
 * @param method such as GET; empty when the line is no request line
 * @param path without a query
 */
record Question(String method, String path) {
  /** The longest request that is read, bytes; probes have some hundred. */
  static final int MOST_BYTES = 4096;

  /** RFC 9112 section 3: method, target, version, one blank between them. */
  private static final Pattern LINE =
      Pattern.compile("([A-Z]+) ([^ ?]+)(?:\\?[^ ]*)? HTTP/1\\.[01]");

  /** RFC 9112 section 2.2: a lone line feed may be taken for the end of a line. */
  private static final Pattern END = Pattern.compile("\r?\n\r?\n");

  /**
   * Reads what has come so far.
   *
   * @param received from its beginning to its position
   * @return the question; empty while its header is not complete and may still become so
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

  /** Whether the answer is to have no body. */
  boolean bodiless() {
    return method.equals("HEAD");
  }

  /**
   * What to answer.
   *
   * @param expected the path that probes ask for
   * @param holds asked last, and only if the answer depends on it
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
