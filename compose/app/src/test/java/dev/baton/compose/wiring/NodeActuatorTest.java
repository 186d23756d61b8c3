package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Sources;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeActuatorTest {
  private static final String NODE = "node: {cluster: web, id: a}\n";
  private static final String RESPONDER = "node: {cluster: web, id: a, actuator: responder}\n";

  @Test
  void isArpUnlessAskedForAnother() {
    assertThat(actuator(NODE + "arp: {interface: eth0}")).isEqualTo("arp");
    assertThat(actuator(RESPONDER)).isEqualTo("responder");
  }

  @Test
  void needsAnInterfaceForArpOnly() {
    assertThatThrownBy(() -> actuator(NODE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("arp.interface: is required by `node.actuator: arp`");
  }

  @Test
  void refusesWhatTheOtherActuatorIsToldByName() {
    assertThatThrownBy(() -> actuator(RESPONDER + "arp: {interface: eth0}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("arp.interface: belongs to another actuator");
    assertThatThrownBy(() -> actuator(NODE + "arp: {interface: eth0}\nresponder: {port: 8080}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("responder.port: belongs to another actuator");
  }

  @Test
  void readsTheRespondersSettings() {
    Config config =
        load(
            RESPONDER + "responder: {addresses: none, service-ports: [5432, 8080], path: /active}");

    assertThat(ResponderKeys.addressesOn(config)).isEmpty();
    assertThat(config.find(ResponderKeys.SERVICE_PORTS)).contains(List.of(5432, 8080));
    assertThat(ResponderKeys.path(config)).isEqualTo("/active");
    assertThat(ResponderKeys.addressesOn(load(RESPONDER))).contains("lo");
    assertThat(load(RESPONDER).get(ResponderKeys.PORT)).isEqualTo(61_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"port: 0", "port: 65536", "service-ports: [x]", "service-ports: 1,70000"})
  void refusesWhatIsNoPort(String line) {
    assertThatThrownBy(() -> load(RESPONDER + "responder: {" + line + "}"))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void refusesAPathWithoutItsSlash() {
    assertThatThrownBy(() -> actuator(RESPONDER + "responder: {path: active}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("responder.path");
  }

  private static String actuator(String yaml) {
    return NodeActuator.of(load(yaml), new NodeLogs(load(yaml), new NoLog()), Optional.empty())
        .name();
  }

  private static Config load(String yaml) {
    return ConfigLoader.load(
        Components.CATALOG, Components.NODE, Sources.ofFile("node.yaml", yaml));
  }
}
