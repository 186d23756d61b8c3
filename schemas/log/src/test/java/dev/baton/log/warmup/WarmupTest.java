package dev.baton.log.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WarmupTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void playsNothingUntilTheProgramTurnsItOnAndEndsWithAPieceThatFails() {
    AtomicInteger off = new AtomicInteger();
    AtomicInteger on = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();

    try (Warmup quiet = Warmup.start("off", off::incrementAndGet)) {
      Warmup.turnOn();
      try (Warmup playing = Warmup.start("on", on::incrementAndGet);
          Warmup failing = Warmup.start("failing", () -> fail(failed))) {
        assertThat(playing).isNotSameAs(failing).isNotSameAs(quiet);
        await().atMost(PATIENCE).until(() -> on.get() > 3);
      }
    }

    assertThat(off).hasValue(0);
    assertThat(failed).hasValueLessThan(2);
  }

  private static long fail(AtomicInteger times) {
    throw new IllegalStateException("failed " + times.incrementAndGet());
  }
}
