package dev.baton.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.agent.hook.HookSettings;
import dev.baton.agent.probe.ProbeCommon;
import dev.baton.agent.probe.ProbeSettings;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentSettingsTest {

  private static final ProbeSettings LINK = new ProbeSettings.Link(ProbeCommon.named("link"), "lo");

  @Test
  void heartbeatIsOneSecondByDefault() {
    assertThat(AgentSettings.DEFAULT_HEARTBEAT).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void refusesAHeartbeatOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(List.of(), Duration.ofMillis(49)))
        .withMessage("heartbeat: 49 ms is not within 50 to 3600000 ms");
  }

  @Test
  void refusesTwoProbesOfOneName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(List.of(LINK, LINK), Duration.ofSeconds(1)))
        .withMessage("probes: \"link\" is named twice");
  }

  @Test
  void refusesMoreProbesThanAReportHolds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(Collections.nCopies(65, LINK), Duration.ofSeconds(1)))
        .withMessage("probes: 65 are not within 0 to 64");
  }

  @Test
  void refusesAScriptWithoutProgram() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HookSettings(Optional.of(List.of()), Optional.empty(), false))
        .withMessageContaining("hooks.promote: [] is not a program");
  }

  private static AgentSettings settings(List<ProbeSettings> probes, Duration heartbeat) {
    return new AgentSettings(
        new ClusterId("c"),
        new NodeId("a"),
        probes,
        heartbeat,
        HookSettings.NONE,
        Path.of("/run/baton"));
  }
}
