package dev.baton.responder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Function;

/**
 * One connection of a health probe: a request, a reply, the end. Used on the responder's thread.
 */
final class Conversation {
  private final SocketChannel channel;
  private final long endsAt;
  private final ByteBuffer received = ByteBuffer.allocate(Question.MOST_BYTES);
  private boolean answered;

  /** Chooses the reply to a request; see {@link Question#answer}. */
  interface Answering extends Function<Question, Reply> {}

  /**
   * Starts a conversation.
   *
   * @param channel the connection, non-blocking
   * @param endsAt when it ends at the latest, by {@link System#nanoTime}
   */
  Conversation(SocketChannel channel, long endsAt) {
    this.channel = channel;
    this.endsAt = endsAt;
  }

  boolean isAnswered() {
    return answered;
  }

  /** Returns how many nanoseconds it may still last; zero or less when it is over. */
  long left(long now) {
    return endsAt - now;
  }

  /**
   * Reads what has arrived, and replies when the request is complete. After the reply it waits for
   * the other side to close. If it closed first with unread bytes, the kernel would send a reset,
   * which may overtake the reply.
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
      return false; // The socket's buffer is empty, so a client that does not take these few bytes
      // is no probe.
    }
    channel.shutdownOutput();
    return true;
  }

  void close() throws IOException {
    channel.close();
  }
}
