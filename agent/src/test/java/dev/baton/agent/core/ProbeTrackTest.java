package dev.baton.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.fact.ProbeStatus;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTrackTest {

  @ParameterizedTest(name = "rise {0}, fall {1}, initially {2}: {3} gives {4}")
  @CsvSource({
    // samples: + passed, - failed; result after each sample: P passing, F failing
    "1, 1, FAILING, +-+-,     PFPF",
    "1, 2, FAILING, +-+--+,   PPPPFP",
    "2, 1, FAILING, +-++,     FFFP",
    "3, 2, FAILING, ++-+++--, FFFFFPPF",
    "2, 3, PASSING, --+---++, PPPPPFFP",
    "1, 1, PASSING, -,        F",
    "2, 2, PASSING, +-+-,     PPPP",
    "2, 2, FAILING, -+-+,     FFFF",
  })
  void changesStatusOnlyAfterRiseOrFallSamplesInARow(
      int rise, int fall, ProbeStatus initial, String samples, String expected) {
    ProbeTrack track = ProbeTrack.initial(rule(rise, fall, initial));
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < samples.length(); i++) {
      track = track.after(new Sample(samples.charAt(i) == '+', "x"));
      said.append(track.status() == ProbeStatus.PASSING ? 'P' : 'F');
    }
    assertThat(said).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"REQUIRED, FAILING, true", "REQUIRED, PASSING, false", "ADVISORY, FAILING, false"})
  void vetoesOnlyWhenItIsRequiredAndFails(Weight weight, ProbeStatus initial, boolean vetoes) {
    ProbeRule rule =
        new ProbeRule(
            "a", "tcp", weight, new ProbeRule.Counting(1, 1, initial), Duration.ofSeconds(1));
    assertThat(ProbeTrack.initial(rule).vetoes()).isEqualTo(vetoes);
  }

  private static ProbeRule rule(int rise, int fall, ProbeStatus initial) {
    return new ProbeRule(
        "a",
        "tcp",
        Weight.REQUIRED,
        new ProbeRule.Counting(rise, fall, initial),
        Duration.ofSeconds(1));
  }
}
