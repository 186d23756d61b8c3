package dev.baton.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopWatchTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  @Test
  void namesALoopThatDoesNotComeRoundUntilItDoes() {
    try (LoopWatch watch = LoopWatch.begin("test loop")) {
      assertThat(LoopWatch.stuck(Duration.ofHours(1))).doesNotContain("test loop");

      await().until(() -> LoopWatch.stuck(SHORT).contains("test loop"));

      watch.turned();
      assertThat(LoopWatch.stuck(Duration.ofHours(1))).doesNotContain("test loop");
    }
  }

  @Test
  void forgetsALoopThatHasEnded() {
    LoopWatch watch = LoopWatch.begin("ended loop");
    await().until(() -> LoopWatch.stuck(SHORT).contains("ended loop"));

    watch.close();

    assertThat(LoopWatch.stuck(SHORT)).doesNotContain("ended loop");
  }
}
