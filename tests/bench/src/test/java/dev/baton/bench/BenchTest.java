package dev.baton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(
      strings = {"encode-keepalive", "decode-keepalive", "decode-mix", "decode-fold", "mass-death"})
  void measures(String name) {
    assertThat(run(name, "--quick", "--json")).isZero();
    assertThat(text()).contains("{\"name\":\"" + name + "\",\"clusters\":", "\"perSecond\":");
  }

  @Test
  void printsThePageOfResults() {
    assertThat(run("encode-keepalive", "--quick", "--page")).isZero();
    assertThat(text())
        .startsWith("# Figures\n")
        .containsPattern("\\| `encode-keepalive` \\| 1 \\| .* \\| processor time \\| [0-9,]+ ");
  }

  /**
   * A record costs the same whatever else there is, but for what the processor's caches do not
   * hold. When every record looked at every cluster, it cost fifty times as much.
   */
  @Test
  void aRecordCostsTheSameHoweverManyClustersThereAre() {
    double few = LoopBench.measure(100, Rounds.QUICK).most();
    double many = LoopBench.measure(10_000, Rounds.QUICK).most();

    assertThat(few / many).isLessThan(4);
  }

  @Test
  void startsArbitersAndModelsBehindALog() {
    assertThat(StartBench.measure(List.of(1_000L), new Rounds(1, 1)))
        .extracting(Figure::unit)
        .containsExactly("arbiters behind 1,000 events", "models behind 1,000 events");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(run("fold", "faster")).isEqualTo(2);
    assertThat(text()).contains("faster is no benchmark", "mass-death").doesNotContain("perSecond");
  }

  private int run(String... args) {
    return Bench.run(List.of(args), new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
