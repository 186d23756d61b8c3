package dev.baton.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Assignment;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import dev.baton.spi.Verification.Where;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BindingDriverTest {
  private static final long MILLI = 1_000_000L;
  static final Receipt DONE = new Receipt(List.of("moved"), "TTL 10 s");

  private final BindingDriver driver = new BindingDriver(DriverSettings.DEFAULT);
  private long now;

  @Test
  void writesReadsBackAndSaysSo() {
    assertThat(words(driver.onAssignment(to("b", 2), now))).containsExactly("apply b");
    now += 300 * MILLI;
    assertThat(words(driver.onApplied(DONE, now))).containsExactly("verify b");
    now += 100 * MILLI;

    List<DriverEffect> effects = driver.onVerified(seen(Where.HERE), 0, now);

    assertThat(words(effects)).containsExactly("say PLACED b");
    assertThat(report(effects).took()).isEqualTo(Duration.ofMillis(400));
    assertThat(report(effects).detail()).isEqualTo("TTL 10 s");
    assertThat(report(effects).tries()).isEqualTo(1);
  }

  @Test
  void looksAgainAfterItIsPlacedWithoutWriting() {
    place("b", 2);
    List<Long> pauses = new ArrayList<>();
    for (int look = 0; look < 4; look++) {
      pauses.add((driver.deadline() - now) / MILLI);
      now = driver.deadline();
      assertThat(words(driver.onClock(now))).containsExactly("verify b");
      assertThat(driver.onVerified(seen(Where.HERE), 0, now)).isEmpty();
    }

    assertThat(pauses).containsExactly(1_000L, 4_000L, 30_000L, 30_000L);
  }

  @ParameterizedTest
  @EnumSource(
      value = OutcomeResult.class,
      names = {"PLACED", "REPAIRED"})
  void goesOnWithWhatIsInPlaceByLookingAndTellsNothing(OutcomeResult told) {
    assertThat(words(driver.onResumed(to("b", 2), told, now))).containsExactly("verify b");
    assertThat(driver.onVerified(seen(Where.HERE), 0, now)).isEmpty();
    now = driver.deadline();
    assertThat(words(driver.onClock(now))).containsExactly("verify b");
    assertThat(words(driver.onVerified(seen(Where.ELSEWHERE), 0, now)))
        .containsExactly("say DRIFTED b", "apply b");
  }

  @ParameterizedTest
  @EnumSource(
      value = OutcomeResult.class,
      names = {"NOT_PLACED", "REFUSED", "DRIFTED"})
  void goesOnWithWhatIsNotInPlaceByPuttingItRight(OutcomeResult told) {
    assertThat(words(driver.onResumed(to("b", 2), told, now))).containsExactly("apply b");
    assertThat(words(driver.onApplied(DONE, now))).containsExactly("verify b");
    assertThat(words(driver.onVerified(seen(Where.HERE), 0, now)))
        .containsExactly("say REPAIRED b");
  }

  @Test
  void goesOnWithNothingThatIsOlderThanWhatItHas() {
    var unused = driver.onAssignment(to("b", 2), now);

    assertThat(driver.onResumed(to("a", 1), OutcomeResult.PLACED, now)).isEmpty();
    assertThat(driver.highest()).isEqualTo(new Epoch(2));
  }

  @ParameterizedTest
  @EnumSource(
      value = ActuatorException.Kind.class,
      names = {"THROTTLED", "TRANSIENT", "UNKNOWN_OUTCOME", "LOST_RACE"})
  void triesAgainWhatMayPassEverMoreSeldom(ActuatorException.Kind kind) {
    var unused = driver.onAssignment(to("b", 2), now);
    List<Long> pauses = new ArrayList<>();
    for (int time = 0; time < 7; time++) {
      assertThat(driver.onRefused(refusal(kind), 0, now)).isEmpty();
      pauses.add((driver.deadline() - now) / MILLI);
      now = driver.deadline();
      assertThat(words(driver.onClock(now))).containsExactly("apply b");
    }

    assertThat(pauses).containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
  }

  @Test
  void waitsAsLongAsThePlatformSays() {
    var unused = driver.onAssignment(to("b", 2), now);
    var unusedToo =
        driver.onRefused(
            new ActuatorException(
                ActuatorException.Kind.THROTTLED,
                "x:Y",
                "Slow",
                "slow",
                Optional.of(Duration.ofSeconds(7))),
            0.9,
            now);

    assertThat(driver.deadline()).isEqualTo(now + 7_000 * MILLI);
  }

  @Test
  void chanceShortensAPauseToHalfAtMost() {
    var unused = driver.onAssignment(to("b", 2), now);
    var unusedToo = driver.onRefused(refusal(ActuatorException.Kind.THROTTLED), 0.999_999, now);

    assertThat(driver.deadline()).isBetween(now + 100 * MILLI, now + 101 * MILLI);
  }

  @Test
  void writesAgainWhatIsReadBackElsewhere() {
    var unused = driver.onAssignment(to("b", 2), now);
    var unusedToo = driver.onApplied(DONE, now);
    assertThat(driver.onVerified(seen(Where.ELSEWHERE), 0, now)).isEmpty();
    now = driver.deadline();

    assertThat(words(driver.onClock(now))).containsExactly("apply b");
  }

  @Test
  void onlyLooksAgainWhenItCannotBeRead() {
    var unused = driver.onAssignment(to("b", 2), now);
    var unusedToo = driver.onApplied(DONE, now);
    assertThat(driver.onVerified(seen(Where.UNKNOWN), 0, now)).isEmpty();
    now = driver.deadline();

    assertThat(words(driver.onClock(now))).containsExactly("verify b");
  }

  @Test
  void whatIsUnknownIsNoDrift() {
    place("b", 2);
    now = driver.deadline();
    var unused = driver.onClock(now);

    assertThat(driver.onVerified(seen(Where.UNKNOWN), 0, now)).isEmpty();
    now = driver.deadline();
    assertThat(words(driver.onClock(now))).containsExactly("verify b");
  }

  @Test
  void putsADriftRightAndSaysBoth() {
    place("b", 2);
    now = driver.deadline();
    var unused = driver.onClock(now);

    assertThat(words(driver.onVerified(seen(Where.ELSEWHERE), 0, now)))
        .containsExactly("say DRIFTED b", "apply b");
    assertThat(words(driver.onApplied(DONE, now))).containsExactly("verify b");
    assertThat(words(driver.onVerified(seen(Where.HERE), 0, now)))
        .containsExactly("say REPAIRED b");
  }

  @Test
  void saysWhenTheBudgetIsSpentAndGoesOn() {
    var unused = driver.onAssignment(to("b", 2), now);
    var unusedToo = driver.onRefused(refusal(ActuatorException.Kind.TRANSIENT), 0, now);
    now = 60_000 * MILLI;

    List<DriverEffect> effects = driver.onClock(now);

    assertThat(words(effects)).containsExactly("say NOT_PLACED b", "apply b");
    assertThat(report(effects).detail()).contains("x:Y").contains("Oops");
    var unusedReceipt = driver.onApplied(DONE, now);
    assertThat(words(driver.onVerified(seen(Where.HERE), 0, now)))
        .containsExactly("say REPAIRED b");
  }

  @Test
  void saysAtOnceWhatWillNotPassAndTriesAgainAtLeisure() {
    var unused = driver.onAssignment(to("b", 2), now);

    assertThat(words(driver.onRefused(refusal(ActuatorException.Kind.PERMANENT), 0, now)))
        .containsExactly("say REFUSED b");
    assertThat(driver.deadline()).isEqualTo(now + 30_000 * MILLI);
    now = driver.deadline();
    assertThat(words(driver.onClock(now))).containsExactly("apply b");
    assertThat(driver.onRefused(refusal(ActuatorException.Kind.PERMANENT), 0, now)).isEmpty();
  }

  @Test
  void aLaterCommandWaitsForThePassUnderWayAndThenGoesFirst() {
    var unused = driver.onAssignment(to("b", 2), now);

    assertThat(words(driver.onAssignment(to("a", 3), now))).containsExactly("say SUPERSEDED b");
    assertThat(driver.highest()).isEqualTo(new Epoch(3));
    assertThat(words(driver.onRefused(refusal(ActuatorException.Kind.SUPERSEDED), 0, now)))
        .containsExactly("apply a");
  }

  @Test
  void aCommandThatNeverBeganHasAnOutcomeToo() {
    var unused = driver.onAssignment(to("b", 2), now);
    var unusedToo = driver.onAssignment(to("a", 3), now);

    assertThat(words(driver.onAssignment(to("b", 4), now))).containsExactly("say SUPERSEDED a");
  }

  @Test
  void passesOverACommandOfAnEpochThatItHasPassed() {
    place("b", 2);

    assertThat(driver.onAssignment(to("a", 1), now)).isEmpty();
    assertThat(driver.onAssignment(to("a", 2), now)).isEmpty();
    assertThat(driver.highest()).isEqualTo(new Epoch(2));
  }

  /** Whatever comes: one pass at a time, one outcome a command, and epochs that only rise. */
  @Property(tries = 500)
  void eachCommandHasOneOutcome(@ForAll long seed) {
    Play play = new Play(seed);
    for (int step = 0; step < 200; step++) {
      play.step();
    }

    Epoch last = play.driver.highest();
    assertThat(play.outcomes.headMap(play.begun).values()).allMatch(count -> count == 1);
    assertThat(play.outcomes.values()).allMatch(count -> count <= 1);
    assertThat(play.outcomes).containsKey(last);
  }

  /** An actuator to which anything happens. */
  private static final class Play {
    private final BindingDriver driver = new BindingDriver(DriverSettings.DEFAULT);
    private final TreeMap<Epoch, Integer> outcomes = new TreeMap<>();
    private final Random random;
    private Optional<DriverEffect> pass = Optional.empty();
    private Epoch begun = Epoch.NONE;
    private long time;

    Play(long seed) {
      random = new Random(seed);
      order();
    }

    void step() {
      time += random.nextInt(3_000) * MILLI;
      if (random.nextInt(8) == 0) {
        order();
      } else if (pass.isPresent() && random.nextInt(3) > 0) {
        DriverEffect ended = pass.orElseThrow();
        pass = Optional.empty();
        take(end(ended));
      } else {
        take(driver.onClock(time));
      }
    }

    private void order() {
      Epoch epoch = driver.highest().next();
      outcomes.put(epoch, 0);
      take(driver.onAssignment(to(random.nextBoolean() ? "a" : "b", epoch.value()), time));
    }

    private List<DriverEffect> end(DriverEffect ended) {
      if (ended instanceof DriverEffect.Verify) {
        return driver.onVerified(seen(any(Where.values())), random.nextDouble(), time);
      }
      return random.nextBoolean()
          ? driver.onRefused(
              refusal(any(ActuatorException.Kind.values())), random.nextDouble(), time)
          : driver.onApplied(DONE, time);
    }

    private <T> T any(T[] values) {
      return List.of(values).get(random.nextInt(values.length));
    }

    private void take(List<DriverEffect> effects) {
      for (DriverEffect effect : effects) {
        if (effect instanceof DriverEffect.Say say) {
          count(say.report());
        } else {
          assertThat(pass).as("a second pass").isEmpty();
          assertThat(begun.isAfter(assignment(effect).epoch())).isFalse();
          pass = Optional.of(effect);
          begun = assignment(effect).epoch();
        }
      }
    }

    private void count(Report report) {
      if (report.result() != OutcomeResult.DRIFTED && report.result() != OutcomeResult.REPAIRED) {
        outcomes.merge(report.assignment().epoch(), 1, Integer::sum);
      }
    }
  }

  private void place(String node, long epoch) {
    var unused = driver.onAssignment(to(node, epoch), now);
    var unusedToo = driver.onApplied(DONE, now);
    assertThat(words(driver.onVerified(seen(Where.HERE), 0, now)))
        .containsExactly("say PLACED " + node);
  }

  static Assignment to(String node, long epoch) {
    return new Assignment(
        new ClusterId("db"), new Epoch(epoch), new NodeId(node), List.of(new Vip("10.20.0.10")));
  }

  private static ActuatorException refusal(ActuatorException.Kind kind) {
    return new ActuatorException(kind, "x:Y", "Oops", "it said so");
  }

  static Verification seen(Where where) {
    return new Verification(where, List.of("table-1 " + where));
  }

  static Report report(List<DriverEffect> effects) {
    return ((DriverEffect.Say) effects.get(0)).report();
  }

  private static Assignment assignment(DriverEffect effect) {
    return effect instanceof DriverEffect.Apply apply
        ? apply.assignment()
        : ((DriverEffect.Verify) effect).assignment();
  }

  static List<String> words(List<DriverEffect> effects) {
    return effects.stream()
        .map(
            effect ->
                effect.match(
                    new DriverEffect.Cases<String>() {
                      @Override
                      public String apply(DriverEffect.Apply wanted) {
                        return "apply " + wanted.assignment().node();
                      }

                      @Override
                      public String verify(DriverEffect.Verify wanted) {
                        return "verify " + wanted.assignment().node();
                      }

                      @Override
                      public String say(DriverEffect.Say wanted) {
                        Report report = wanted.report();
                        return "say " + report.result() + " " + report.assignment().node();
                      }
                    }))
        .toList();
  }
}
