package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Sources;
import dev.baton.log.kafka.KafkaLogSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaPropertiesTest {

  @TempDir private Path directory;

  private static List<String> problems(String properties) {
    Config config =
        ConfigLoader.load(
            Components.CATALOG,
            Components.ARBITER,
            Sources.ofFile("x.yaml", "kafka:\n  properties:\n    " + properties + "\n"));
    return KafkaProperties.problems(config).stream().map(Problem::toString).toList();
  }

  static SortedSet<String> reserved() {
    return KafkaLogSettings.reserved();
  }

  @ParameterizedTest
  @MethodSource("reserved")
  void whatBatonRestsOnIsBlamedOnItsLine(String name) {
    assertThat(problems(name + ": 0"))
        .containsExactly(
            "x.yaml:3:5: kafka.properties."
                + name
                + ": cannot be set: what Baton promises rests on Baton's own value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "security.protocl: SSL | is no property of Kafka's clients; did you mean"
            + " security.protocol?",
        "security.protocol: TLS | Kafka's client refuses it: Invalid value TLS for configuration"
            + " security.protocol",
        "request.timeout.ms: soon | Kafka's client refuses it: Invalid value soon for configuration"
            + " request.timeout.ms",
        "compression.type: fast | Kafka's client refuses it: Invalid value fast for configuration"
            + " compression.type"
      })
  void aValueThatKafkaRefusesIsBlamedOnItsLine(String line, String what) {
    String name = line.substring(0, line.indexOf(':'));

    assertThat(problems(line))
        .singleElement()
        .asString()
        .startsWith("x.yaml:3:5: kafka.properties." + name + ": " + what);
  }

  @Test
  void theTextOfALoginIsReadAndNeverShown() {
    String sasl = "security.protocol: SASL_SSL\n    sasl.mechanism: PLAIN";

    assertThat(problems(sasl + "\n    sasl.jaas.config: no hunter2"))
        .singleElement()
        .asString()
        .startsWith("x.yaml:5:5: kafka.properties.sasl.jaas.config: cannot be used: ")
        .doesNotContain("hunter2");
    assertThat(problems(sasl)).singleElement().asString().contains("'KafkaClient' entry");
  }

  @Test
  void aKeyStoreThatCannotBeReadIsNamed() throws Exception {
    String missing = directory.resolve("none.jks").toString();
    String broken = Files.writeString(directory.resolve("broken.p12"), "no store").toString();

    assertThat(problems("security.protocol: SSL\n    ssl.truststore.location: " + missing))
        .singleElement()
        .asString()
        .isEqualTo(
            "x.yaml:4:5: kafka.properties.ssl.truststore.location: \""
                + missing
                + "\" is not there, or may not be read");
    assertThat(
            problems(
                "security.protocol: SSL\n    ssl.truststore.type: PKCS12\n"
                    + "    ssl.truststore.password: x\n    ssl.truststore.location: "
                    + broken))
        .singleElement()
        .asString()
        .contains("cannot be used: ");
  }

  @Test
  void propertiesOfPlugInsAndOrdinaryOnesPass() {
    assertThat(problems("acme.sso.endpoint: x\n    client.rack: r1")).isEmpty();
  }
}
