package dev.baton.runtime.core;

import static dev.baton.runtime.core.BindingDriverTest.DONE;
import static dev.baton.runtime.core.BindingDriverTest.report;
import static dev.baton.runtime.core.BindingDriverTest.seen;
import static dev.baton.runtime.core.BindingDriverTest.to;
import static dev.baton.runtime.core.BindingDriverTest.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.spi.Verification.Where;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A newer command comes while an older one waits; time counts from the command. */
class OvertakenMoverTest {
  private static final long MILLI = 1_000_000L;

  private final BindingDriver mover = new BindingDriver(DriverSettings.DEFAULT);
  private long now;

  @Test
  void countsFromTheCommandAlsoWhileAnEarlierPassKeepsItWaiting() {
    assertThat(words(mover.onAssignment(to("b", 2), now))).containsExactly("apply b");
    now += 300 * MILLI;
    assertThat(words(mover.onAssignment(to("a", 3), now))).containsExactly("say SUPERSEDED b");
    now += 700 * MILLI;
    assertThat(words(mover.onApplied(DONE, now))).containsExactly("apply a");
    now += 100 * MILLI;
    assertThat(words(mover.onApplied(DONE, now))).containsExactly("verify a");

    List<DriverEffect> effects = mover.onVerified(seen(Where.HERE), 0, now);

    assertThat(report(effects).took()).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void countsFromTheCommandForOneThatNeverBegan() {
    List<DriverEffect> unused = mover.onAssignment(to("b", 2), now);
    List<DriverEffect> first = mover.onAssignment(to("a", 3), now);
    now += 250 * MILLI;

    List<DriverEffect> effects = mover.onAssignment(to("b", 4), now);

    assertThat(words(first)).containsExactly("say SUPERSEDED b");
    assertThat(words(effects)).containsExactly("say SUPERSEDED a");
    assertThat(report(effects).took()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void beginsTheNextPassAtOnceWhenTheOneUnderWayWasLeft() {
    List<DriverEffect> unused = mover.onAssignment(to("b", 2), now);
    assertThat(mover.isOvertaken()).isFalse();
    List<DriverEffect> superseded = mover.onAssignment(to("a", 3), now);
    assertThat(mover.isOvertaken()).isTrue();

    assertThat(words(mover.onLeft(now))).containsExactly("apply a");
    assertThat(words(superseded)).containsExactly("say SUPERSEDED b");
    assertThat(mover.isOvertaken()).isFalse();
  }

  @Test
  void saysWhatItWaitedForWhenTheTimeEnds() {
    List<DriverEffect> unused = mover.onAssignment(to("b", 2), now);
    mover.onWaiting("change C1 is accepted, but name servers may not have it yet");
    now = mover.deadline();

    List<DriverEffect> effects = mover.onClock(now);

    assertThat(words(effects)).containsExactly("say NOT_PLACED b");
    assertThat(report(effects).detail()).contains("change C1 is accepted");
    assertThat(report(effects).took()).isEqualTo(DriverSettings.DEFAULT.budget());
  }
}
