package dev.baton.responder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Function;

/** One connection: a question, an answer, the end. Belongs to the responder's thread. */
final class Conversation {
  private final SocketChannel channel;
  private final long endsAt;
  private final ByteBuffer received = ByteBuffer.allocate(Question.MOST_BYTES);
  private boolean answered;

  /** Says what to answer; see {@link Question#answer}. */
  interface Answering extends Function<Question, Reply> {}

  /**
   * Begins one.
   *
   * @param channel not blocking
   * @param endsAt when it is over at the latest, by {@link System#nanoTime}
   */
  Conversation(SocketChannel channel, long endsAt) {
    this.channel = channel;
    this.endsAt = endsAt;
  }

  boolean isAnswered() {
    return answered;
  }

  /** How long it may last, nanoseconds; not positive when its time is up. */
  long left(long now) {
    return endsAt - now;
  }

  /**
   * Reads what has come, and answers once it is a whole question. After that it only waits for the
   * other side to close: closing first, with something unread, would send a reset that may overtake
   * the answer.
   *
   * @return whether the conversation goes on
   * @throws IOException when the connection broke
   */
  boolean proceed(Answering answering) throws IOException {
    int length = channel.read(received);
    if (length < 0) {
      return false;
    }
    if (answered) {
      received.clear();
      return true;
    }
    Optional<Question> asked = Question.read(received);
    if (asked.isEmpty()) {
      return true;
    }
    return answer(asked.orElseThrow(), answering);
  }

  private boolean answer(Question question, Answering answering) throws IOException {
    ByteBuffer bytes = answering.apply(question).encode(!question.bodiless());
    answered = true;
    received.clear();
    int unused = channel.write(bytes);
    if (bytes.hasRemaining()) {
      return false; // some hundred bytes do not fit an empty buffer: nobody that is a probe
    }
    channel.shutdownOutput();
    return true;
  }

  void close() throws IOException {
    channel.close();
  }
}
