package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SimulateTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void saysHowFarItCame() {
    assertThat(run("--seeds", "3", "--from", "11", "--profile", "calm")).isZero();
    assertThat(text()).contains("3 seeds", "0 failed", "times real time");
  }

  @Test
  void saysWhichSeedTellsAMutant() {
    assertThat(run("--mutant", "assign-early", "--seeds", "20")).isZero();
    assertThat(text()).contains("assign-early", "AssignsFollowEndings");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    assertThat(run("--seed", "3")).isEqualTo(2);
    assertThat(run("--seeds")).isEqualTo(2);
    assertThat(run("--seeds", "many")).isEqualTo(2);
    assertThat(run("--mutant", "none-such")).isEqualTo(2);
    assertThat(text()).contains("unknown: --seed", "needs a value", "not a number", "no mutant");
  }

  private int run(String... args) {
    return Simulate.run(args, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
