package dev.baton.compose.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudTableTest {
  private static final Instant FAULT = Instant.parse("2026-01-01T00:00:00Z");
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void saysHowLongEachPartTook() {
    CloudTourStep.Times times =
        new CloudTourStep.Times(FAULT, after(10), after(30), FAULT.plusMillis(330), at(680));

    assertThat(print(step(times, Duration.ZERO))).isZero();
    assertThat(row())
        .containsExactly("fault", "a", ">", "b", "2", "10", "20", "300", "350", "680", "400", "0");
  }

  @Test
  void doesNotGuessWhatItCannotKnow() {
    CloudTourStep.Times unknown =
        new CloudTourStep.Times(FAULT, Optional.empty(), after(30), at(20), at(680));

    assertThat(print(step(unknown, Duration.ZERO))).isZero();
    assertThat(row())
        .as("no cause, and the cloud led there before the command")
        .containsExactly(
            "fault", "a", ">", "b", "2", "n/a", "n/a", "n/a", "660", "680", "400", "0");
  }

  @Test
  void countsADriftsTimeFromItsDiscovery() {
    CloudTourStep.Times drift =
        new CloudTourStep.Times(FAULT, after(2000), Optional.empty(), at(2300), at(2600));

    assertThat(print(step(drift, Duration.ZERO))).isZero();
    assertThat(row()).containsSubsequence("2000", "n/a", "300", "300", "2600");
  }

  @Test
  void failsWhenTwoHostsAnsweredOrNothingWasShown() {
    CloudTourStep.Times times = new CloudTourStep.Times(FAULT, after(1), after(2), at(3), at(4));

    assertThat(print(step(times, Duration.ofMillis(2)))).isEqualTo(1);
    assertThat(text()).contains("TWO HOSTS ANSWERED for 2 ms");
    assertThat(print()).isEqualTo(1);
  }

  private static Instant at(long millis) {
    return FAULT.plusMillis(millis);
  }

  private static Optional<Instant> after(long millis) {
    return Optional.of(at(millis));
  }

  private static CloudTourStep step(CloudTourStep.Times times, Duration dual) {
    return new CloudTourStep(
        "fault",
        new NodeId("a"),
        new NodeId("b"),
        new Epoch(2),
        times,
        new CloudTourStep.Sight(Duration.ofMillis(400), dual));
  }

  private int print(CloudTourStep... steps) {
    CloudTable table = new CloudTable(new CloudScenario("aws-route"), List.of(steps));
    return table.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
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
