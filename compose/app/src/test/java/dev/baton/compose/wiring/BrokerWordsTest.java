package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.broker.EmbeddedBroker;
import dev.baton.broker.EmbeddedBrokerSettings;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Sources;
import dev.baton.log.EventLog;
import dev.baton.log.LogUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a real broker that does not let somebody in. */
class BrokerWordsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PASSWORD = "changeit";

  @TempDir private Path directory;

  private EmbeddedBroker broker(Map<String, String> properties) {
    return EmbeddedBroker.start(
        EmbeddedBrokerSettings.onLoopback(directory.resolve("kafka"))
            .with(new TreeMap<>(properties)));
  }

  private static Config config(String component, String bootstrap, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("kafka.bootstrap=" + bootstrap);
    return ConfigLoader.load(
        Components.CATALOG, component, new Sources(Optional.empty(), new TreeMap<>(Map.of()), all));
  }

  private static void refuses(String bootstrap, Duration patience, String what, String... set) {
    assertThatThrownBy(
            () -> new KafkaLogs().open(config(Components.OPERATOR, bootstrap, set), "op", patience))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessageContaining(what);
  }

  private static String login(String user, String password) {
    return "kafka.properties.sasl.jaas.config="
        + "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
        + user
        + "\" password=\""
        + password
        + "\";";
  }

  @Test
  void aLoginThatLacksOrIsWrongAndAnAclThatLacksAreToldWithWhatToWrite() {
    Map<String, String> secured =
        Map.of(
            "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
            "sasl.enabled.mechanisms", "PLAIN",
            "sasl.mechanism.inter.broker.protocol", "PLAIN",
            "listener.name.clients.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"admin\" password=\"admin\" user_admin=\"admin\""
                    + " user_op=\"secret\";",
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users", "User:admin;User:ANONYMOUS");
    try (EmbeddedBroker broker = broker(secured)) {
      String at = broker.bootstrapServers();
      String sasl = "kafka.properties.security.protocol=SASL_PLAINTEXT";
      String plain = "kafka.properties.sasl.mechanism=PLAIN";

      refuses(at, Duration.ofSeconds(3), at + " wants a login");
      refuses(at, PATIENCE, "refuses the login", sasl, plain, login("op", "wrong"));
      try (EventLog made =
          new KafkaLogs()
              .create(
                  config(
                      Components.ARBITER,
                      at,
                      sasl,
                      plain,
                      login("admin", "admin"),
                      "arbiter.single-broker=true"),
                  "arbiter",
                  PATIENCE)) {
        assertThat(made.partitions()).isEqualTo(3);
      }
      refuses(
          at,
          PATIENCE,
          "denies this user a topic: an ACL is missing (",
          sasl,
          plain,
          login("op", "secret"));
    }
  }

  @Test
  void aBrokerThatSendsClientsElsewhereIsToldWithItsAddress() {
    EmbeddedBrokerSettings elsewhere =
        new EmbeddedBrokerSettings(directory.resolve("kafka"), "127.0.0.1", 0, "127.0.0.77");
    try (EmbeddedBroker broker = EmbeddedBroker.start(elsewhere)) {
      String port = broker.bootstrapServers().replaceFirst(".*:", "");

      refuses(
          "127.0.0.1:" + port,
          Duration.ofSeconds(3),
          "broker 1 sends clients to 127.0.0.77:" + port + " (its advertised.listeners)");
    }
  }

  @Test
  void tlsOnOneSideOnlyIsToldFromBothSides() throws Exception {
    Path store = directory.resolve("server.p12");
    Keys.make(store, PASSWORD);
    Map<String, String> secured =
        Map.of(
            "listener.security.protocol.map",
            "CLIENTS:SSL,CONTROLLER:PLAINTEXT",
            "ssl.keystore.location",
            store.toString(),
            "ssl.keystore.password",
            PASSWORD,
            "ssl.keystore.type",
            "PKCS12",
            "ssl.truststore.location",
            store.toString(),
            "ssl.truststore.password",
            PASSWORD,
            "ssl.endpoint.identification.algorithm",
            "");
    try (EmbeddedBroker broker = broker(secured)) {
      String at = broker.bootstrapServers();

      refuses(at, PATIENCE, at + " uses TLS; kafka.properties.security.protocol has to be SSL");
      refuses(
          at, PATIENCE, "TLS with the broker fails: ", "kafka.properties.security.protocol=SSL");
    }
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(EmbeddedBrokerSettings.onLoopback(directory.resolve("plain")))) {
      String at = broker.bootstrapServers();

      refuses(
          at,
          PATIENCE,
          at + " is a Kafka broker that does not use TLS at this port",
          "kafka.properties.security.protocol=SSL");
    }
  }
}
