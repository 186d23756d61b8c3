package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.agent.core.Weight;
import dev.baton.agent.hook.HookSettings;
import dev.baton.agent.probe.GatewayTarget;
import dev.baton.agent.probe.PidSource;
import dev.baton.agent.probe.ProbeCommon;
import dev.baton.agent.probe.ProbeSchedule;
import dev.baton.agent.probe.ProbeSettings;
import dev.baton.agent.probe.ProbeSettings.HttpTrust;
import dev.baton.agent.shell.AgentSettings;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Sources;
import dev.baton.model.fact.ProbeStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeReaderTest {

  private static AgentSettings agent(String yaml) {
    return AgentRunner.settings(
        ConfigLoader.load(
            Components.CATALOG,
            Components.AGENT,
            Sources.ofFile("agent.yaml", "node: {cluster: web, id: a}\n" + yaml)));
  }

  @Test
  void readsEveryKindOfProbe() {
    AgentSettings settings =
        agent(
            """
            agent:
              probes:
                port: {kind: tcp, address: "127.0.0.1:80", send: PING, expect: PONG}
                page:
                  kind: http
                  url: http://127.0.0.1/health
                  statuses: [200, 204]
                  weight: advisory
                  interval: 500ms
                  rise: 3
                script: {kind: script, command: [/bin/check, a b]}
                service: {kind: process, unit: nginx.service}
                link: {kind: interface, interface: eth0, initial: passing}
                router: {kind: gateway, timeout: 300ms, fall: 4}
            """);

    assertThat(settings.probes())
        .containsExactly(
            new ProbeSettings.Tcp(
                ProbeCommon.named("port"),
                "127.0.0.1",
                80,
                Optional.of("PING"),
                Optional.of("PONG")),
            new ProbeSettings.Http(
                new ProbeCommon(
                    "page",
                    Weight.ADVISORY,
                    new ProbeSchedule(
                        Duration.ofMillis(500), Duration.ofSeconds(1), 3, 2, ProbeStatus.FAILING)),
                URI.create("http://127.0.0.1/health"),
                new TreeSet<>(List.of(200, 204)),
                Optional.empty(),
                HttpTrust.DEFAULT),
            new ProbeSettings.Script(ProbeCommon.named("script"), List.of("/bin/check", "a b")),
            new ProbeSettings.RunningProcess(
                new ProbeCommon("service", Weight.REQUIRED, ProbeSchedule.CERTAIN),
                new PidSource.SystemdUnit("nginx.service")),
            new ProbeSettings.Link(
                new ProbeCommon(
                    "link",
                    Weight.REQUIRED,
                    new ProbeSchedule(
                        Duration.ofMillis(200), Duration.ofSeconds(1), 1, 1, ProbeStatus.PASSING)),
                "eth0"),
            new ProbeSettings.Gateway(
                new ProbeCommon(
                    "router",
                    Weight.REQUIRED,
                    new ProbeSchedule(
                        Duration.ofSeconds(1), Duration.ofMillis(300), 1, 4, ProbeStatus.FAILING)),
                new GatewayTarget.DefaultRoute(GatewayTarget.Family.IPV4)));
  }

  @Test
  void readsScriptsAndDirectories() {
    AgentSettings settings =
        agent(
            """
            run: {directory: /run/other}
            agent:
              heartbeat-interval: 2s
              hooks: {promote: /usr/local/bin/up -v, demote: [/usr/local/bin/down]}
            """);

    assertThat(settings.hooks())
        .isEqualTo(
            new HookSettings(
                Optional.of(List.of("/usr/local/bin/up", "-v")),
                Optional.of(List.of("/usr/local/bin/down")),
                false));
    assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.runDirectory()).isEqualTo(Path.of("/run/other"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "agent.probes.p.interval: 1s",
            "agent.yaml:2:1: agent.probes.p.kind: is missing: every probe needs it"),
        Arguments.of(
            "agent.probes.p.kind: tcp",
            "agent.yaml:2:1: agent.probes.p.address: is missing: a tcp probe needs it"),
        Arguments.of(
            "agent.probes.p: {kind: tcp, address: \"a:1\", url: \"http://x\"}",
            "agent.yaml:2:45: agent.probes.p.url: is for http probes; this is a tcp"),
        Arguments.of(
            "agent.probes.p: {kind: process, unit: x, pid-file: /run/x}",
            "agent.yaml:2:18: agent.probes.p.kind: a process probe needs one of unit, pid-file and"
                + " pid-command; 2 are there"),
        Arguments.of(
            "agent.probes.p: {kind: gateway, gateway: router}",
            "agent.yaml:2:33: agent.probes.p.gateway: \"router\" is not an IPv4 or IPv6 literal"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalsNameThePlaceAndTheProbe(String yaml, String message) {
    assertThatThrownBy(() -> agent(yaml)).hasMessage(message);
  }
}
