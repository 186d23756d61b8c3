package dev.baton.arbiter.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ArbiterWarmupTest {
  @Test
  void playsEveryStepOfAFailoverAndASwitchover() {
    ArbiterWarmup warmup = new ArbiterWarmup();

    // Define, four Peers, four Assigns, three Nexts, two Releases and two Deads.
    assertThat(warmup.play()).isEqualTo(16);
    assertThat(warmup.play()).isEqualTo(16);
  }
}
