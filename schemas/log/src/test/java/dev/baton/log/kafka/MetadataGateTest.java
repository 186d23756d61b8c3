package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MetadataGateTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final List<Integer> sent = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Integer>> results = new CopyOnWriteArrayList<>();
  private final MetadataGate held = new MetadataGate(known::contains, Duration.ofMillis(1));

  @Test
  void sendsAtOnceWhileNobodyWaits() {
    known.add("events");

    pass("events", 1);

    assertThat(sent).containsExactly(1);
  }

  @Test
  void keepsTheOrderAlsoOfWhatComesBehindForAnotherTopic() {
    known.add("commands");
    pass("events", 1);
    pass("commands", 2);
    pass("events", 3);
    assertThat(sent).isEmpty();

    known.add("events");

    Awaitility.await().atMost(PATIENCE).until(() -> sent.size() == 3);
    assertThat(sent).containsExactly(1, 2, 3);
  }

  @Test
  void neverSendsWhatWasGivenUp() {
    pass("events", 1);
    pass("events", 2);
    results.get(0).completeExceptionally(new IllegalStateException("given up"));

    known.add("events");

    assertThat(results.get(1)).succeedsWithin(PATIENCE);
    assertThat(sent).containsExactly(2);
  }

  private void pass(String topic, int number) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    results.add(result);
    held.pass(
        topic,
        result,
        () -> {
          sent.add(number);
          result.complete(number);
        });
  }
}
