package dev.baton.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RetryingAppenderTest {
  private static final ClusterId CLUSTER = new ClusterId("web");

  private final List<Fact> sent = new ArrayList<>();
  private final List<CompletableFuture<Position>> answers = new ArrayList<>();
  private final RetryingAppender appender = new RetryingAppender(this::append, 3);

  @Test
  void sendsTheNextWhenTheOneBeforeItIsAcknowledged() {
    appender.append(CLUSTER, fact(1));
    appender.append(CLUSTER, fact(2));
    assertThat(sent).containsExactly(fact(1));

    acknowledge(0);

    assertThat(sent).containsExactly(fact(1), fact(2));
  }

  @Test
  void sendsAgainWhatWasGivenUpAndNothingBeforeIt() {
    appender.append(CLUSTER, fact(1));
    appender.append(CLUSTER, fact(2));
    answers.get(0).completeExceptionally(new LogUnavailableException("no broker", null));
    assertThat(sent).containsExactly(fact(1));

    appender.retry();
    assertThat(sent).containsExactly(fact(1), fact(1));
    acknowledge(1);
    acknowledge(2);

    assertThat(sent).containsExactly(fact(1), fact(1), fact(2));
  }

  @Test
  void appendsTwiceWhatIsSaidTwice() throws Exception {
    appender.append(CLUSTER, fact(1));
    appender.append(CLUSTER, fact(1));
    acknowledge(0);
    acknowledge(1);

    assertThat(sent).hasSize(2);
    assertThat(appender.flush(Duration.ZERO)).isTrue();
  }

  @Test
  void dropsTheOldestWhenTooManyWait() {
    for (int number = 1; number <= 5; number++) {
      appender.append(CLUSTER, fact(number));
    }
    acknowledge(0);
    for (int answer = 1; answer < answers.size(); answer++) {
      acknowledge(answer);
    }

    assertThat(sent).containsExactly(fact(1), fact(3), fact(4), fact(5));
  }

  @Test
  void saysThatSomethingIsLeftAndSendsNothingMoreOnceItIsClosed() throws Exception {
    appender.append(CLUSTER, fact(1));
    appender.append(CLUSTER, fact(2));

    assertThat(appender.close(Duration.ofMillis(1))).isFalse();
    acknowledge(0);

    assertThat(sent).containsExactly(fact(1));
  }

  private CompletionStage<Position> append(ClusterId cluster, Fact fact) {
    CompletableFuture<Position> answer = new CompletableFuture<>();
    sent.add(fact);
    answers.add(answer);
    return answer;
  }

  private void acknowledge(int answer) {
    boolean unused = answers.get(answer).complete(new Position(answer));
  }

  private static Fact fact(long epoch) {
    return new Fact.Released(
        new Epoch(epoch), new NodeId("a"), new SessionId("s"), true, Optional.empty());
  }
}
