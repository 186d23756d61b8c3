package dev.baton.compose.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigLoaderTest {

  private static final ConfigKey<Duration> TICK =
      ConfigKey.of(
          "arbiter.tick-interval",
          ValueTypes.duration(Duration.ofMillis(10), Duration.ofSeconds(10)),
          "100ms",
          "How often.");
  private static final ConfigKey<Integer> RANK =
      ConfigKey.optional(
          "arbiter.rank", ValueTypes.number(0, 9, "rank"), "drawn at random", "Which.");
  private static final ConfigKey<String> ID =
      ConfigKey.required("node.id", ValueTypes.NAME, "Who.");
  private static final ConfigKey<String> KAFKA =
      ConfigKey.optional(
          "kafka.properties.<property>", ValueTypes.TEXT, "the client's own", "Client.");
  private static final ConfigKey<List<String>> COMMAND =
      ConfigKey.optional("agent.probes.<name>.command", ValueTypes.COMMAND, "none", "What to run.");

  private static final Catalog CATALOG =
      new Catalog(
          List.of(
              new ConfigSchema(
                  "arbiter",
                  List.of(TICK, RANK, KAFKA),
                  new TreeMap<>(Map.of("arbiter.period", "write arbiter.tick-interval"))),
              new ConfigSchema("agent", List.of(ID, COMMAND, KAFKA))));

  private static Config arbiter(String file, Map<String, String> environment, String... settings) {
    return ConfigLoader.load(
        CATALOG,
        "arbiter",
        new Sources(
            Optional.of(new Sources.Document("arbiter.yaml", file)),
            new TreeMap<>(environment),
            List.of(settings)));
  }

  @Test
  void flagWinsOverEnvironmentOverFileOverDefault() {
    String file = "arbiter: {tick-interval: 1s}";
    Map<String, String> environment = Map.of("BATON_ARBITER_TICK_INTERVAL", "2s");

    assertThat(arbiter("", Map.of()).get(TICK)).isEqualTo(Duration.ofMillis(100));
    assertThat(arbiter(file, Map.of()).get(TICK)).isEqualTo(Duration.ofSeconds(1));
    assertThat(arbiter(file, environment).get(TICK)).isEqualTo(Duration.ofSeconds(2));
    assertThat(arbiter(file, environment, "arbiter.tick-interval=3s").get(TICK))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void nestedAndDottedKeysMeanTheSame() {
    assertThat(arbiter("arbiter.tick-interval: 1s", Map.of()).get(TICK))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aKeyWithoutDefaultIsAbsentUnlessWritten() {
    assertThat(arbiter("", Map.of()).find(RANK)).isEmpty();
    assertThat(arbiter("arbiter: {rank: 3}", Map.of()).find(RANK)).contains(3);
  }

  @Test
  void kafkaPropertiesPassThroughFromAllSources() {
    Config config =
        arbiter(
            "kafka:\n  properties:\n    security.protocol: SSL\n    ssl: {key: {password: x}}\n",
            Map.of("BATON_KAFKA_PROPERTIES_SASL_MECHANISM", "PLAIN"),
            "kafka.properties.client.rack=r1");

    assertThat(config.properties(KAFKA))
        .containsExactly(
            Map.entry("client.rack", "r1"),
            Map.entry("sasl.mechanism", "PLAIN"),
            Map.entry("security.protocol", "SSL"),
            Map.entry("ssl.key.password", "x"));
  }

  @Test
  void namedGroupsKeepTheirOrderAndTakeTheirNameFromTheEnvironmentToo() {
    Config config =
        ConfigLoader.load(
            CATALOG,
            "agent",
            new Sources(
                Optional.of(
                    new Sources.Document(
                        "agent.yaml",
                        """
                        node: {id: a}
                        agent:
                          probes:
                            web: {command: [/bin/check, "a b"]}
                            db: {command: /bin/check -x}
                        """)),
                new TreeMap<>(Map.of("BATON_AGENT_PROBES_LAST_ONE_COMMAND", "/bin/true")),
                List.of()));

    assertThat(config.words(List.of(COMMAND))).containsExactly("web", "db", "last-one");
    assertThat(config.find(COMMAND, "web")).contains(List.of("/bin/check", "a b"));
    assertThat(config.find(COMMAND, "db")).contains(List.of("/bin/check", "-x"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "arbiter:\n  tick-intervall: 1s\n",
            "arbiter.yaml:2:3: arbiter.tick-intervall: unknown key; did you mean"
                + " arbiter.tick-interval?"),
        Arguments.of(
            "tick-interval: 1s\n",
            "arbiter.yaml:1:1: tick-interval: unknown key; did you mean arbiter.tick-interval?"),
        Arguments.of("colour: red\n", "arbiter.yaml:1:1: colour: unknown key"),
        Arguments.of(
            "arbiter: {rank: 1}\narbiter.rank: 2\n",
            "arbiter.yaml:2:1: arbiter.rank: is written twice, first at" + " arbiter.yaml:1:11"),
        Arguments.of(
            "arbiter.period: 1s\n",
            "arbiter.yaml:1:1: arbiter.period: is no longer used: write arbiter.tick-interval"),
        Arguments.of(
            "node: {id: a}\n",
            "arbiter.yaml:1:8: node.id: is a key of baton agent, not of baton arbiter"),
        Arguments.of(
            "arbiter:\n  tick-interval: 1\n",
            "arbiter.yaml:2:18: arbiter.tick-interval: \"1\" is not a duration: a whole number and"
                + " ms, s, m, h or d, such as 500ms"),
        Arguments.of(
            "arbiter:\n  tick-interval: 1m\n",
            "arbiter.yaml:2:18: arbiter.tick-interval: 1m is not within 10ms to 10s"),
        Arguments.of(
            "arbiter:\n  rank: [1, 2]\n",
            "arbiter.yaml:2:3: arbiter.rank: a list of 2 is not a single value"),
        Arguments.of("arbiter:\n  rank:\n", "arbiter.yaml:2:3: arbiter.rank: has no value"),
        Arguments.of("- a\n", "arbiter.yaml:1:1: a mapping of keys to values is expected here"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalsNameFileLineColumnKeyAndValue(String file, String message) {
    assertThatThrownBy(() -> arbiter(file, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @Test
  void everyProblemOfEverySourceIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                arbiter(
                    "arbiter: {rank: 10, colour: red}",
                    Map.of("BATON_ARBITER_TICK_INTERVALL", "1s", "BATON_NODE_ID", "other service"),
                    "arbiter.tick-interval=soon",
                    "nonsense"))
        .message()
        .isEqualTo(
            """
            arbiter.yaml:1:21: arbiter.colour: unknown key
            environment BATON_ARBITER_TICK_INTERVALL: sets no key; did you mean \
            BATON_ARBITER_TICK_INTERVAL?
            command line: nonsense: is not key=value
            arbiter.yaml:1:17: arbiter.rank: 10 is not within 0 to 9
            command line: arbiter.tick-interval: "soon" is not a duration: a whole number \
            and ms, s, m, h or d, such as 500ms\
            """);
  }

  @Test
  void refusesToGoOnWithoutARequiredKey() {
    assertThatThrownBy(() -> ConfigLoader.load(CATALOG, "agent", Sources.NONE))
        .hasMessage(
            "command line: node.id: is missing: write it in the file, as BATON_NODE_ID or as a"
                + " flag");
  }

  @Test
  void neitherPrintNorErrorsShowSecrets() {
    Config config =
        arbiter(
            "kafka.properties: {ssl.key.password: hunter2, sasl.jaas.config: hunter2}",
            Map.of("BATON_KAFKA_PROPERTIES_SSL_TRUSTSTORE_PASSWORD", "hunter2"),
            "kafka.properties.ssl.keystore.key=hunter2");

    assertThat(config.print()).doesNotContain("hunter2").contains("(hidden)");
    assertThatThrownBy(() -> arbiter("kafka: {a: hunter2: b}\n", Map.of()))
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void printShowsEachKeyWithItsOriginAndCanBeReadBack() {
    Config config =
        arbiter("kafka.properties: {client.rack: a b}", Map.of(), "arbiter.tick-interval=3s");

    assertThat(config.print())
        .isEqualTo(
            """
            arbiter.tick-interval: 3s                                    # command line
            # arbiter.rank: (drawn at random)
            kafka.properties.client.rack: "a b"                          # arbiter.yaml:1:20
            """);
    assertThat(arbiter(config.print(), Map.of()).get(TICK)).isEqualTo(Duration.ofSeconds(3));
  }
}
