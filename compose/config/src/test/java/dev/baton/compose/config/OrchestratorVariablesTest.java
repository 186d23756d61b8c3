package dev.baton.compose.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrchestratorVariablesTest {

  private static final ConfigKey<Integer> PORT =
      ConfigKey.of("responder.port", ValueTypes.number(1, 65_535, "port"), "61000", "Where.");
  private static final ConfigKey<String> ID =
      ConfigKey.optional("node.id", ValueTypes.NAME, "the host's", "Who.");
  private static final Catalog CATALOG =
      new Catalog(List.of(new ConfigSchema("node", List.of(PORT, ID))));

  private static Config load(Map<String, String> environment) {
    return ConfigLoader.load(
        CATALOG, "node", new Sources(Optional.empty(), new TreeMap<>(environment), List.of()));
  }

  @Test
  void whatKubernetesSetsForServicesNamedLikeBatonStopsNothing() {
    Config config =
        load(
            Map.ofEntries(
                Map.entry("BATON_PORT", "tcp://10.0.0.1:9471"),
                Map.entry("BATON_SERVICE_HOST", "10.0.0.1"),
                Map.entry("BATON_SERVICE_PORT", "9471"),
                Map.entry("BATON_SERVICE_PORT_HTTP", "9471"),
                Map.entry("BATON_PORT_9471_TCP", "tcp://10.0.0.1:9471"),
                Map.entry("BATON_PORT_9471_TCP_PROTO", "tcp"),
                Map.entry("BATON_PORT_9471_TCP_PORT", "9471"),
                Map.entry("BATON_PORT_9471_TCP_ADDR", "10.0.0.1"),
                Map.entry("BATON_PORT_53_UDP", "udp://10.0.0.1:53"),
                Map.entry("BATON_ARBITER_SERVICE_HOST", "fd00::1"),
                Map.entry("BATON_ARBITER_PORT", "tcp://[fd00::1]:9471"),
                Map.entry("BATON_RESPONDER_PORT", "tcp://10.0.0.1:61000")));

    assertThat(config.remarks()).isEmpty();
    assertThat(config.get(PORT)).isEqualTo(61_000);
  }

  @Test
  void aKeysOwnValueIsStillTakenAndChecked() {
    assertThat(load(Map.of("BATON_RESPONDER_PORT", "8080")).get(PORT)).isEqualTo(8080);
    assertThatThrownBy(() -> load(Map.of("BATON_RESPONDER_PORT", "http")))
        .hasMessageContaining("environment BATON_RESPONDER_PORT: responder.port: \"http\"");
  }

  @Test
  void aSlipIsRefusedAndWhatResemblesNoKeyIsOnlyTold() {
    assertThatThrownBy(() -> load(Map.of("BATON_NODE_IDD", "a")))
        .hasMessage("environment BATON_NODE_IDD: sets no key; did you mean BATON_NODE_ID?");
    assertThat(load(Map.of("BATON_VERSION", "3", "BATON_IMAGE", "x")).remarks())
        .extracting(Problem::toString)
        .containsExactly(
            "environment BATON_IMAGE: sets no key and is ignored",
            "environment BATON_VERSION: sets no key and is ignored");
  }

  @Test
  void theLaunchersOwnVariablesAreNoKeys() {
    assertThat(load(Map.of("BATON_JAVA_OPTS", "-Xmx1g", "BATON_CONFIG", "/x")).remarks()).isEmpty();
  }
}
