package dev.baton.log.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WarmupTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Warmup.Scope scope = new Warmup.Scope();

  @Test
  void playsNothingUntilTheProgramTurnsItOnAndEndsWithAPieceThatFails() {
    AtomicInteger off = new AtomicInteger();
    AtomicInteger on = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();

    try (Warmup quiet = scope.start("off", off::incrementAndGet)) {
      scope.turnOn();
      try (Warmup playing = scope.start("on", on::incrementAndGet);
          Warmup failing = scope.start("failing", () -> fail(failed))) {
        assertThat(playing).isNotSameAs(failing).isNotSameAs(quiet);
        await().atMost(PATIENCE).until(() -> on.get() > 3);
      }
    }

    assertThat(off).hasValue(0);
    assertThat(failed).hasValueLessThan(2);
  }

  @Test
  void playsAPieceOnceForAllClustersOfAProcess() {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    scope.turnOn();

    try (Warmup playing = scope.start("web", new Counted(first));
        Warmup idle = scope.start("mail", new Counted(second))) {
      assertThat(playing).isNotSameAs(idle);
      await().atMost(PATIENCE).until(() -> first.get() > 3);
    }

    assertThat(second).hasValue(0);
  }

  private record Counted(AtomicInteger times) implements Warmup.Piece {
    @Override
    public long play() {
      return times.incrementAndGet();
    }
  }

  private static long fail(AtomicInteger times) {
    throw new IllegalStateException("failed " + times.incrementAndGet());
  }
}
