package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Time;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyClockTest {
  private static final long BEGIN = 1_700_000_000_000L;

  private final AtomicLong wall = new AtomicLong(BEGIN);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final SteadyClock clock = new SteadyClock(wall::get, nanos::get);

  @Test
  void keepsTheWallClocksTimeWhileNobodySetsIt() {
    for (int second = 0; second < 100; second++) {
      assertThat(clock.millis()).isEqualTo(wall.get());
      pass(Duration.ofMillis(977));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "PT1H", "-PT0.3S", "PT0.3S", "-P3650D", "P3650D"})
  void neitherGoesBackNorLeapsWhenTheWallClockIsSet(Duration by) {
    wall.addAndGet(by.toMillis());
    long before = clock.millis();

    for (int step = 0; step < 10_000; step++) {
      pass(Duration.ofMillis(100));
      long now = clock.millis();
      assertThat(now - before).isBetween(49L, 151L);
      before = now;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "PT1H"})
  void isAtTheWallClocksTimeAgainAfterTwiceWhatItWasSetBy(Duration by) {
    wall.addAndGet(by.toMillis());

    for (int second = 0; second < 7_202; second++) {
      pass(Duration.ofSeconds(1));
      clock.millis();
    }

    assertThat(clock.millis()).isCloseTo(wall.get(), Offset.offset(2L));
  }

  @Test
  void doesNotOvershootWhereNobodyAskedForLong() {
    wall.addAndGet(1_000);
    pass(Duration.ofSeconds(2));
    clock.millis();

    pass(Duration.ofDays(3));

    assertThat(clock.millis()).isEqualTo(wall.get());
  }

  @Test
  void kafkasClientsGoByIt() {
    assertThat(ClientProperties.API_TIMEOUT).isPositive();

    assertThat(Time.SYSTEM).isInstanceOf(SteadyTime.class);
    assertThat(Time.SYSTEM.milliseconds())
        .isCloseTo(System.currentTimeMillis(), Offset.offset(60_000L));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    wall.addAndGet(time.toMillis());
  }
}
