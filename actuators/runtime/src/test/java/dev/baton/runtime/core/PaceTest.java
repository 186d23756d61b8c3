package dev.baton.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void letsABurstThroughAndThenSoManyASecond() {
    Pace pace = new Pace(5, 3, 1, 0);

    assertThat(pace.ask(true, 0)).isZero();
    assertThat(pace.ask(true, 0)).isZero();
    assertThat(pace.ask(true, 0)).isZero();
    assertThat(pace.ask(true, 0)).isEqualTo(SECOND / 5);
    assertThat(pace.ask(true, SECOND / 5)).isZero();
  }

  @Test
  void keepsAShareForMoves() {
    Pace pace = new Pace(5, 3, 1, 0);
    assertThat(pace.ask(false, 0)).isZero();
    assertThat(pace.ask(false, 0)).isZero();

    assertThat(pace.ask(false, 0)).isEqualTo(SECOND / 5);
    assertThat(pace.ask(true, 0)).isZero();
  }

  @Test
  void waitsOutWhatThePlatformCallsTooMany() {
    Pace pace = new Pace(5, 3, 1, 0);
    pace.throttled(0);

    assertThat(pace.ask(true, 0)).isEqualTo(SECOND / 5);
  }

  @Test
  void neverHoldsMoreThanABurst() {
    Pace pace = new Pace(5, 2, 0, 0);
    long later = 60 * SECOND;

    assertThat(pace.ask(true, later)).isZero();
    assertThat(pace.ask(true, later)).isZero();
    assertThat(pace.ask(true, later)).isPositive();
  }

  @Test
  void refusesABucketThatNeverFills() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Pace(0, 1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Pace(1, 1, 1, 0));
  }
}
