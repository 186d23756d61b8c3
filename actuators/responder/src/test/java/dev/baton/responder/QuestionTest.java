package dev.baton.responder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuestionTest {

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.1,                /,      true,  HOLDER",
    "GET / HTTP/1.0,                /,      true,  HOLDER",
    "HEAD / HTTP/1.1,               /,      true,  HOLDER",
    "GET / HTTP/1.1,                /,      false, NOT_HOLDER",
    "GET /?from=lb HTTP/1.1,        /,      true,  HOLDER",
    "GET /active HTTP/1.1,          /active,true,  HOLDER",
    "GET /active HTTP/1.1,          /,      true,  OTHER_PATH",
    "POST / HTTP/1.1,               /,      true,  OTHER_METHOD",
    "GET /  HTTP/1.1,               /,      true,  MALFORMED",
    "GET / HTTP/2.0,                /,      true,  MALFORMED",
    "hello,                         /,      true,  MALFORMED",
  })
  void answersByLineAndLease(String line, String path, boolean holds, Reply reply) {
    Question asked = read(line + "\r\nHost: x\r\n\r\n").orElseThrow();

    assertThat(asked.answer(path, () -> holds)).isEqualTo(reply);
  }

  @Test
  void waitsForTheWholeHeader() {
    assertThat(read("GET / HTTP/1.1\r\nHost: x\r\n")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @Test
  void takesALoneLineFeedForAnEndOfLine() {
    assertThat(read("GET / HTTP/1.1\n\n")).contains(new Question("GET", "/"));
  }

  @Test
  void takesAHeaderLongerThanAnyProbesForNone() {
    ByteBuffer full = ByteBuffer.allocate(Question.MOST_BYTES);
    full.put("x".repeat(Question.MOST_BYTES).getBytes(StandardCharsets.ISO_8859_1));

    assertThat(Question.read(full).orElseThrow().answer("/", () -> true))
        .isEqualTo(Reply.MALFORMED);
  }

  @Property
  void takesNoRandomBytesForAQuestion(@ForAll byte[] bytes) {
    ByteBuffer received = ByteBuffer.allocate(Question.MOST_BYTES);
    received.put(bytes, 0, Math.min(bytes.length, Question.MOST_BYTES));

    assertThat(Question.read(received).map(asked -> asked.answer("/", () -> true)))
        .isNotEqualTo(Optional.of(Reply.HOLDER));
  }

  @Test
  void saysInEveryReplyThatTheConnectionEnds() {
    for (Reply reply : Reply.values()) {
      String whole = StandardCharsets.US_ASCII.decode(reply.encode(true)).toString();
      String bare = StandardCharsets.US_ASCII.decode(reply.encode(false)).toString();
      assertThat(whole).startsWith("HTTP/1.1 " + reply.status()).contains("Connection: close\r\n");
      assertThat(bare).endsWith("\r\n\r\n").doesNotContain("\r\n\r\n\r\n");
      assertThat(whole).startsWith(bare);
    }
  }

  private static Optional<Question> read(String text) {
    ByteBuffer received = ByteBuffer.allocate(Question.MOST_BYTES);
    received.put(text.getBytes(StandardCharsets.ISO_8859_1));
    return Question.read(received);
  }
}
