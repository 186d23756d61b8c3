package dev.baton.compose.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.definition.Timings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final Hop HOP = new Hop(Duration.ofMillis(2), Duration.ofMillis(4));
  private static final Duration NEVER = Duration.ZERO;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void saysWhoHoldsAfterAMoveAndHowLongItsGapIsInHops() {
    assertThat(print(step("b", NEVER, true))).isZero();

    assertThat(row()).containsExactly("fault", "a", ">", "b", "7", "9.0", "4.5", "0");
  }

  @Test
  void saysThatTheHolderStaysAndCountsNoHops() {
    assertThat(print(step("a", NEVER, true))).isZero();

    assertThat(row()).containsExactly("fault", "a", "stays", "7", "9.0", "n/a", "0");
  }

  @Test
  void failsWhenAStepDoesNotShowWhatItIsToShow() {
    assertThat(print(step("b", NEVER, true), step("b", NEVER, false))).isEqualTo(1);

    assertThat(text().lines().filter(line -> line.equals("NOT AS IT IS TO BE: fault"))).hasSize(1);
  }

  @Test
  void failsWhenTwoHostsAnsweredOrNothingWasShown() {
    assertThat(print(step("b", Duration.ofMillis(2), true))).isEqualTo(1);
    assertThat(text()).contains("TWO HOSTS ANSWERED for 2 ms");
    assertThat(print()).isEqualTo(1);
  }

  private static TourStep step(String to, Duration dual, boolean asMeant) {
    return new TourStep("fault", "a", to, 7, Duration.ofMillis(9), dual, asMeant);
  }

  private int print(TourStep... steps) {
    return new Summary(Timings.DEFAULT, HOP, List.of(steps))
        .print(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private List<String> row() {
    return text()
        .lines()
        .filter(line -> line.startsWith("fault "))
        .findFirst()
        .map(line -> List.of(line.strip().split(" +", -1)))
        .orElseThrow();
  }
}
