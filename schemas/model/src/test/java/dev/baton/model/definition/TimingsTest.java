package dev.baton.model.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimingsTest {
  @Test
  void grantsTheLeaseWithoutItsMargin() {
    assertThat(Timings.DEFAULT.granted()).isEqualTo(Duration.ofMillis(484));
  }

  @Property
  void isWaitedOutInTheLeaseAndInNoLess(
      @ForAll @IntRange(min = 100, max = 60_000) int lease,
      @ForAll @IntRange(min = 100, max = 100_000) int driftPpm,
      @ForAll @IntRange(min = 5, max = 25) int epsilon) {
    Timings timings = timings(Duration.ofMillis(lease), driftPpm, Duration.ofMillis(epsilon));

    Duration granted = timings.granted();

    assertThat(timings.withMargin(granted)).isLessThanOrEqualTo(timings.lease());
    assertThat(timings.withMargin(granted.plusMillis(1))).isGreaterThan(timings.lease());
  }

  @ParameterizedTest
  @CsvSource({"100, 25", "1000, 250", "60000, 10000"})
  void leavesThreeQuartersOfTheLeaseToBeGranted(int lease, int most) {
    Duration length = Duration.ofMillis(lease);

    assertThat(timings(length, 1000, Duration.ofMillis(most)).epsilon()).hasMillis(most);
    assertThatThrownBy(() -> timings(length, 1000, Duration.ofMillis(most + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epsilon: %d ms is not within 5 to %d ms", most + 1, most);
  }

  @ParameterizedTest
  @CsvSource({"500, 30000", "29000, 30000", "29001, 30001", "60000, 61000"})
  void theUsualHoldoverOutlastsEveryLease(int lease, int usual) {
    Duration length = Duration.ofMillis(lease);

    assertThat(timings(length, 1000, Duration.ofMillis(15)).holdover()).hasMillis(usual);
  }

  @ParameterizedTest
  @CsvSource({"500, 1500, 30000", "60000, 61000, 61000"})
  void aHoldoverOutlastsTheLeaseAndAPromise(int lease, int least, int usual) {
    assertThat(holdover(lease, least).holdover()).hasMillis(least);
    assertThat(holdover(lease, 600_000).holdover()).hasMinutes(10);
    assertThatThrownBy(() -> holdover(lease, least - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "holdover: %d ms is not within %d to 600000 ms: at least the lease plus 1 s; leave it"
                + " out for %d ms",
            least - 1, least, usual);
    assertThatThrownBy(() -> holdover(lease, 600_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("holdover: 600001 ms is not within %d to 600000 ms", least);
  }

  private static Timings holdover(int lease, int holdover) {
    Timings usual = timings(Duration.ofMillis(lease), 1000, Duration.ofMillis(15));
    return new Timings(
        usual.lease(),
        usual.keepaliveInterval(),
        usual.healthTimeout(),
        usual.driftPpm(),
        usual.epsilon(),
        Duration.ofMillis(holdover));
  }

  private static Timings timings(Duration lease, int driftPpm, Duration epsilon) {
    return new Timings(lease, Duration.ofMillis(10), Duration.ofSeconds(3), driftPpm, epsilon);
  }
}
