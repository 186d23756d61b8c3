package dev.baton.compose.wiring;

import dev.baton.channel.shell.MemberChannel.Addressed;
import dev.baton.channel.shell.Outgoing;
import dev.baton.compose.ping.PingReport.Answer;
import dev.baton.model.MemberAddress;
import dev.baton.model.NodeId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One question to each address of each other member, and the answers to it. Thread-safe. */
final class PingRound {
  private final List<Asked> questions;
  private final Map<Long, Long> sent = new ConcurrentHashMap<>();
  private final Map<Long, Duration> answered = new ConcurrentHashMap<>();
  private final CompletableFuture<Boolean> over = new CompletableFuture<>();

  /**
   * A question.
   *
   * @param nonce the number that the answer repeats
   */
  record Asked(long nonce, Addressed to) {}

  PingRound(List<Asked> questions) {
    this.questions = List.copyOf(questions);
  }

  /** Sends the questions, and returns when each was answered, or the deadline is over. */
  CompletableFuture<List<Answer>> ask(Consumer<Outgoing> way, Duration deadline) {
    for (Asked question : questions) {
      sent.put(question.nonce(), System.nanoTime());
      way.accept(question.to().outgoing());
    }
    endIfComplete();
    return over.completeOnTimeout(false, deadline.toNanos(), TimeUnit.NANOSECONDS)
        .thenApply(complete -> questions.stream().map(this::answer).toList());
  }

  /**
   * A member has answered something; maybe not this.
   *
   * @param now monotonic nanoseconds, when the answer was read
   */
  void heard(NodeId from, long nonce, long now) {
    Optional<Long> asked = Optional.ofNullable(sent.get(nonce));
    boolean ours =
        asked.isPresent()
            && questions.stream()
                .anyMatch(each -> each.nonce() == nonce && each.to().to().equals(from));
    if (ours) {
      answered.putIfAbsent(nonce, Duration.ofNanos(now - asked.orElseThrow()));
      endIfComplete();
    }
  }

  private void endIfComplete() {
    if (answered.size() == questions.size()) {
      over.complete(true);
    }
  }

  private Answer answer(Asked question) {
    InetSocketAddress at = question.to().outgoing().to();
    return new Answer(
        question.to().to(),
        Optional.of(new MemberAddress(at.getAddress().getHostAddress(), at.getPort())),
        Optional.ofNullable(answered.get(question.nonce())));
  }
}
