package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.ConfigReference;
import dev.baton.compose.config.ConfigSchema;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.config.Fallback;
import dev.baton.compose.config.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComponentsTest {

  static Stream<Arguments> keys() {
    return Components.CATALOG.schemas().stream()
        .flatMap(
            schema -> schema.keys().stream().map(key -> Arguments.of(schema.component(), key)));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyHasDocUnitAndADefaultThatItTakes(String component, ConfigKey<?> key) {
    assertThat(key.name()).matches("[a-z<][a-z<>.-]*");
    assertThat(key.doc()).endsWith(".");
    assertThat(key.type().unit()).isNotBlank();
    assertThat(key.fallback().text()).isNotBlank();
    if (key.fallback().kind() == Fallback.Kind.VALUE) {
      assertThat(key.parse(List.of(key.fallback().text()))).isNotNull();
    }
  }

  @Test
  void thePageOfConfigurationTellsOfEveryKeyAsItIs() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "configuration.md"));

    assertThat(page).contains(ConfigReference.markdown(Components.CATALOG).strip());
  }

  @Test
  void aServiceIsAskedWhereItsFileSaysOrWhereEachOneServesByDefault() {
    assertThat(pingAt("node: {cluster: web}"))
        .containsExactly("127.0.0.1:9474", "127.0.0.1:9473", "127.0.0.1:9475");
    assertThat(pingAt("node: {cluster: web}\nhttp: {listen: '[::1]:80'}"))
        .containsExactly("[::1]:80");
    assertThat(pingAt("http: {listen: off}")).isEmpty();
  }

  private static List<String> pingAt(String file) {
    return Components.pingAt(
            ConfigLoader.load(
                Components.CATALOG, Components.PING, Sources.ofFile("node.yaml", file)))
        .stream()
        .map(Endpoint::toString)
        .toList();
  }

  @Test
  void noComponentHasAKeyTwice() {
    for (ConfigSchema schema : Components.CATALOG.schemas()) {
      assertThat(schema.names()).doesNotHaveDuplicates();
    }
  }

  @Test
  void noTwoKeysMeanTheSameEnvironmentVariable() {
    for (ConfigSchema schema : Components.CATALOG.schemas()) {
      assertThat(schema.keys().stream().map(ConfigKey::variable)).doesNotHaveDuplicates();
    }
  }

  @Test
  void theReferenceNamesEveryKeyOnce() {
    String reference = ConfigReference.markdown(Components.CATALOG);

    List<String> named =
        Components.CATALOG.schemas().stream()
            .flatMap(schema -> schema.names().stream())
            .distinct()
            .toList();
    assertThat(named).allSatisfy(name -> assertThat(reference).contains("| `" + name + "` | "));
    assertThat(reference)
        .contains(
            "| `arbiter.tick-interval` | duration | `100ms` | 20ms to 10s | How often an arbiter");
  }
}
