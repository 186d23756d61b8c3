package dev.baton.lease.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.InstallId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeeperWarmupTest {
  @Test
  void takesAndGivesEachTime() {
    KeeperSettings settings =
        new KeeperSettings(
            new ClusterId("db"),
            new NodeId("a"),
            new InstallId("i"),
            Path.of("unused"),
            Duration.ofSeconds(5),
            Set.of());
    KeeperWarmup warmup = new KeeperWarmup(settings);

    // Guard, remember, arm, send, count, remember, meet; then put, open, announce and shut, tell,
    // append.
    assertThat(warmup.play()).isEqualTo(7 + 6 + 6);
    assertThat(warmup.play()).isEqualTo(7 + 6 + 6);
  }
}
