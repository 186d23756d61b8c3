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
    // Guard, remember, arm, send, count, remember; then put, open, announce and shut, append
    // each time.
    assertThat(KeeperWarmup.play(settings)).isEqualTo(6 + 250 * 5);
  }
}
