package dev.baton.arbiter.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RehearsalTest {
  @Test
  void playsEveryStepOfAFailoverAndASwitchover() {
    // Define, four Assigns, two Releases and two Deads, each time.
    assertThat(Rehearsal.play()).isEqualTo(Rehearsal.TIMES * 9L);
  }
}
