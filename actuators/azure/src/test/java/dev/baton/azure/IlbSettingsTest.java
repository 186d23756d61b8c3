package dev.baton.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.definition.Binding;
import java.net.URI;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IlbSettingsTest {

  @Test
  void hasDefaultsForWhatNeedNotBeSaid() {
    IlbSettings settings = IlbSettings.of(binding(least()));

    assertThat(settings.endpoint()).isEqualTo(URI.create("https://management.azure.com"));
    assertThat(settings.pace())
        .isEqualTo(new IlbSettings.Pace(Duration.ofSeconds(1), Duration.ofSeconds(60)));
    assertThat(settings.network()).isEmpty();
    assertThat(settings.pools()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscription", "resource-group", "load-balancer", "pool"})
  void namesWhatIsMissing(String key) {
    SortedMap<String, String> settings = least();
    settings.remove(key);

    assertThatThrownBy(() -> IlbSettings.of(binding(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("azure-ilb")
        .hasMessageContaining(key)
        .hasMessageContaining("missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour | blue",
        "mode | probe",
        "subscription | a/b",
        "poll-interval | 1 h",
        "poll-interval | 0s",
        "endpoint | ftp://x",
        "endpoint | nonsense",
        "virtual-network | net",
        "address.a | fd00::1",
        "address.a | host",
        "address.A_ | 10.0.0.9",
        "pool-v6 | one",
        "address-v6.a | 10.0.0.9",
      })
  void namesWhatIsWrong(String key, String value) {
    SortedMap<String, String> settings = least();
    settings.put(key, value);

    assertThatThrownBy(() -> IlbSettings.of(binding(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("azure-ilb");
  }

  @Test
  void namesKeyAndValueOfASettingThatNobodyKnows() {
    SortedMap<String, String> settings = least();
    settings.put("colour", "blue");

    assertThatThrownBy(() -> IlbSettings.of(binding(settings)))
        .hasMessage("kind azure-ilb: colour: \"blue\" is no setting of it");
  }

  @Test
  void refusesTwoNodesAtOneAddress() {
    SortedMap<String, String> settings = least();
    settings.put("address.b", "10.0.0.4");

    assertThatThrownBy(() -> IlbSettings.of(binding(settings)))
        .hasMessageContaining("must differ between nodes");
  }

  @Test
  void refusesPoolsThatAreNotForTheSameNodes() {
    SortedMap<String, String> settings = least();
    settings.put("pool-v6", "six");
    settings.put("address-v6.a", "fd00::4");

    assertThatThrownBy(() -> IlbSettings.of(binding(settings))).hasMessageContaining("same nodes");
  }

  @Test
  void makesNoActuatorOfAnotherKind() {
    assertThatThrownBy(() -> AzureWorld.create(new Binding("arp", least())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("arp");
    assertThat(new AzureActuators().kinds()).containsExactly("azure-ilb");
  }

  private static Binding binding(SortedMap<String, String> settings) {
    return new Binding("azure-ilb", settings);
  }

  private static SortedMap<String, String> least() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("subscription", "00000000-0000-0000-0000-000000000001");
    settings.put("resource-group", "group");
    settings.put("load-balancer", "ilb");
    settings.put("pool", "one");
    settings.put("address.a", "10.0.0.4");
    settings.put("address.b", "10.0.0.5");
    return settings;
  }
}
