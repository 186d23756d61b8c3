package dev.baton.channel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channel.key.TestKeys;
import org.junit.jupiter.api.Test;

class ChannelWarmupTest {
  @Test
  void saysAWordAsksAndIsAnsweredEachTime() {
    ChannelWarmup warmup = new ChannelWarmup(TestKeys.of("k1"));

    for (int time = 0; time < 100; time++) {
      assertThat(warmup.play()).isEqualTo(5);
    }
  }
}
