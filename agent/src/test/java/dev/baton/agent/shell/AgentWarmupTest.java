package dev.baton.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.hook.HookSettings;
import dev.baton.agent.probe.ProbeCommon;
import dev.baton.agent.probe.ProbeSettings;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentWarmupTest {
  @Test
  void reportsTwiceForEachProbeAndFindsThatThisProcessRuns() {
    List<ProbeSettings> probes =
        List.of(
            new ProbeSettings.Link(ProbeCommon.named("one"), "lo"),
            new ProbeSettings.Link(ProbeCommon.named("two"), "lo"));
    AgentWarmup warmup =
        new AgentWarmup(
            new AgentSettings(
                new ClusterId("c"),
                new NodeId("a"),
                probes,
                Duration.ofSeconds(1),
                HookSettings.NONE,
                Path.of("/run/baton")));

    long first = warmup.play();

    assertThat(first).isGreaterThan(probes.size());
    assertThat(warmup.play()).isEqualTo(first);
  }
}
