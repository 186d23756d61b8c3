package dev.baton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GapsTest {
  private static Gaps of(int... millis) {
    List<Duration> gaps =
        IntStream.of(millis).mapToObj(Duration::ofMillis).collect(Collectors.toList());
    return new Gaps("switchover", "log", gaps);
  }

  @Test
  void tellsTheMiddleAndWhatNineOfTenKeep() {
    Gaps gaps = of(10, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    assertThat(gaps.median()).isEqualTo(6);
    assertThat(gaps.p90()).isEqualTo(10);
    assertThat(of(7).p90()).isEqualTo(7);
  }

  @Test
  void saysSoForPeopleAndPrograms() {
    Gaps gaps = of(3, 1, 2);

    assertThat(gaps.toText())
        .isEqualTo(
            "failover  switchover    log      gap of  3 moves: median   2.00 ms, p90   3.00"
                + " (1.00 to 3.00)");
    assertThat(gaps.toJson("m", "d"))
        .isEqualTo(
            "{\"name\":\"failover\",\"what\":\"switchover\",\"way\":\"log\",\"moves\":3,"
                + "\"medianMs\":2.000,\"p90Ms\":3.000,\"leastMs\":1.000,\"mostMs\":3.000,"
                + "\"machine\":\"m\",\"date\":\"d\"}");
    assertThat(gaps.toRow()).startsWith("| `failover` |").contains("(p90 3.00)");
  }
}
