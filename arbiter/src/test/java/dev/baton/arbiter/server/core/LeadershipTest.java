package dev.baton.arbiter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ArbiterId;
import dev.baton.model.Position;
import dev.baton.model.command.Command.Tick;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who leads. Times are in units of a tick interval. */
class LeadershipTest {
  private static final long INTERVAL = Duration.ofMillis(100).toNanos();
  private final Leadership leadership =
      new Leadership(
          new RunnerSettings(new ArbiterId("x"), Duration.ofMillis(100), 3, Duration.ZERO, 0), 0);

  @Test
  void takesOverAfterThreeSilentIntervals() {
    assertThat(leadership.shouldTakeOver(0, 0, 3 * INTERVAL)).isFalse();
    assertThat(leadership.shouldTakeOver(0, 0, 3 * INTERVAL + 1)).isTrue();
  }

  @Test
  void givesArbitersOfLowerRankTwoIntervalsMore() {
    assertThat(leadership.shouldTakeOver(1, 0, 5 * INTERVAL)).isFalse();
    assertThat(leadership.shouldTakeOver(1, 0, 5 * INTERVAL + 1)).isTrue();
  }

  @Test
  void replacesALeaderThatTicksButDoesNotFold() {
    for (int i = 1; i <= 4; i++) {
      leadership.read(tick("y", 1, 50), new Position(60 + i), i * INTERVAL);
    }

    assertThat(leadership.shouldTakeOver(0, 0, 5 * INTERVAL)).isTrue();
  }

  @Test
  void bearsALeaderThatFoldsSlowly() {
    for (int i = 1; i <= 4; i++) {
      leadership.read(tick("y", 1, 50 + i), new Position(1000 + i), i * INTERVAL);
    }

    assertThat(leadership.shouldTakeOver(0, 0, 5 * INTERVAL)).isFalse();
  }

  @Test
  void bearsALeaderThatHasFoldedAllThereIs() {
    for (int i = 1; i <= 4; i++) {
      leadership.read(tick("y", 1, 50), new Position(50), i * INTERVAL);
    }

    assertThat(leadership.shouldTakeOver(0, 0, 5 * INTERVAL)).isFalse();
  }

  @Test
  void doesNotHearALeaderOfAnEarlierTerm() {
    leadership.read(tick("y", 5, 50), new Position(50), INTERVAL);
    leadership.read(tick("z", 4, 60), new Position(60), 4 * INTERVAL);

    assertThat(leadership.shouldTakeOver(0, 0, 4 * INTERVAL + 1)).isTrue();
  }

  @Test
  void takesOverWithATermOfItsOwn() {
    leadership.read(tick("y", 5, 50), new Position(50), INTERVAL);

    leadership.takeOver(5 * INTERVAL);

    assertThat(leadership.term()).isEqualTo(6);
  }

  /** The log may have lost what told the two apart; then both would lead for good. */
  @Test
  void asksAgainByALaterTermWhenAnotherLeadsInItsOwn() {
    leadership.takeOver(INTERVAL);
    Tick own = leadership.tick(new Position(1), INTERVAL, INTERVAL).orElseThrow();
    leadership.read(own, new Position(1), INTERVAL);

    assertThat(leadership.read(tick("y", 1, 1), new Position(1), INTERVAL)).isEmpty();

    assertThat(leadership.leading()).isTrue();
    assertThat(leadership.term()).isEqualTo(2);
    assertThat(leadership.tick(new Position(1), INTERVAL, INTERVAL)).isPresent();
  }

  private static Tick tick(String arbiter, long term, long folded) {
    return new Tick(new ArbiterId(arbiter), term, new Position(folded));
  }
}
