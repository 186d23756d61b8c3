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
class OvertakenDriverTest {
  private static final long MILLI = 1_000_000L;

  private final BindingDriver driver = new BindingDriver(DriverSettings.DEFAULT);
  private long now;

  @Test
  void countsFromTheCommandAlsoWhileAnEarlierPassKeepsItWaiting() {
    assertThat(words(driver.onAssignment(to("b", 2), now))).containsExactly("apply b");
    now += 300 * MILLI;
    assertThat(words(driver.onAssignment(to("a", 3), now))).containsExactly("say SUPERSEDED b");
    now += 700 * MILLI;
    assertThat(words(driver.onApplied(DONE, now))).containsExactly("apply a");
    now += 100 * MILLI;
    assertThat(words(driver.onApplied(DONE, now))).containsExactly("verify a");

    List<DriverEffect> effects = driver.onVerified(seen(Where.HERE), 0, now);

    assertThat(report(effects).took()).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void countsFromTheCommandForOneThatNeverBegan() {
    List<DriverEffect> unused = driver.onAssignment(to("b", 2), now);
    List<DriverEffect> first = driver.onAssignment(to("a", 3), now);
    now += 250 * MILLI;

    List<DriverEffect> effects = driver.onAssignment(to("b", 4), now);

    assertThat(words(first)).containsExactly("say SUPERSEDED b");
    assertThat(words(effects)).containsExactly("say SUPERSEDED a");
    assertThat(report(effects).took()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void beginsTheNextPassAtOnceWhenTheOneUnderWayWasLeft() {
    List<DriverEffect> unused = driver.onAssignment(to("b", 2), now);
    assertThat(driver.isOvertaken()).isFalse();
    List<DriverEffect> superseded = driver.onAssignment(to("a", 3), now);
    assertThat(driver.isOvertaken()).isTrue();

    assertThat(words(driver.onLeft(now))).containsExactly("apply a");
    assertThat(words(superseded)).containsExactly("say SUPERSEDED b");
    assertThat(driver.isOvertaken()).isFalse();
  }

  @Test
  void saysWhatItWaitedForWhenTheTimeEnds() {
    List<DriverEffect> unused = driver.onAssignment(to("b", 2), now);
    driver.onWaiting("change C1 is accepted, but name servers may not have it yet");
    now = driver.deadline();

    List<DriverEffect> effects = driver.onClock(now);

    assertThat(words(effects)).containsExactly("say NOT_PLACED b");
    assertThat(report(effects).detail()).contains("change C1 is accepted");
    assertThat(report(effects).took()).isEqualTo(DriverSettings.DEFAULT.budget());
  }
}
