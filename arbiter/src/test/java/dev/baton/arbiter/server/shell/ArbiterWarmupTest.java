package dev.baton.arbiter.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ArbiterWarmupTest {
  @Test
  void playsEveryStepOfAFailoverAndASwitchover() {
    // Define, four Assigns, two Releases and two Deads, each time.
    assertThat(ArbiterWarmup.play()).isEqualTo(ArbiterWarmup.TIMES * 9L);
  }
}
