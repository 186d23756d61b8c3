package dev.baton.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.gcp.IlbSettings.Write;
import dev.baton.model.NodeId;
import dev.baton.model.definition.Binding;
import dev.baton.spi.Actuator;
import dev.baton.testkit.SampleCluster;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
  private static SortedMap<String, String> whole() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("project", "acme");
    settings.put("region", "europe-west3");
    settings.put("backend-service", "db");
    settings.put("forwarding-rules", "db-v4,db-v6");
    settings.put("group.a", "zones/europe-west3-a/instanceGroups/ig-a");
    settings.put("group.b", "zones/europe-west3-b/networkEndpointGroups/neg-b");
    return settings;
  }

  private static IlbSettings read(SortedMap<String, String> settings) {
    return IlbSettings.of(new Binding("gcp-ilb", settings));
  }

  @Test
  void takesWhatIsWhole() {
    IlbSettings settings = read(whole());

    assertThat(settings.write()).isEqualTo(Write.BACKENDS);
    assertThat(settings.forwardingRules()).containsExactly("db-v4", "db-v6");
    assertThat(settings.groups().get(new NodeId("a")).path())
        .isEqualTo("zones/europe-west3-a/instanceGroups/ig-a");
    assertThat(settings.endpoint()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"project", "region", "backend-service", "forwarding-rules"})
  void saysWhatIsMissing(String key) {
    SortedMap<String, String> settings = whole();
    settings.remove(key);

    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gcp-ilb: " + key + " is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode|probe",
        "write|both",
        "project|' '",
        "forwarding-rules|db-v4,",
        "group.b|neg-b",
        "group.b|zones/europe-west3-b/instances/vm-b",
        "group.b|zones/europe-west3-a/instanceGroups/ig-a",
        "endpoint|localhost:1",
        "endpoint|ftp://localhost",
        "endpoint|http:// x",
        "zone|europe-west3-a",
        "instance.a|zones/europe-west3-a/instances/vm-a"
      })
  void namesKindKeyAndValueOfWhatIsWrong(String key, String value) {
    SortedMap<String, String> settings = whole();
    settings.put(key, value);

    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("gcp-ilb: " + key.replaceFirst("[.].*", ""))
        .hasMessageContaining(value);
  }

  @Test
  void wantsMachinesOfEveryNodeInTheZoneOfTheirGroupWhereMembersAreMoved() {
    SortedMap<String, String> settings = whole();
    settings.put("write", "members");
    settings.put("group.b", "zones/europe-west3-b/instanceGroups/ig-b");
    settings.put("instance.a", "zones/europe-west3-a/instances/vm-a");
    assertThatThrownBy(() -> read(settings)).hasMessageContaining("instance.<node>");

    settings.put("instance.b", "zones/europe-west3-a/instances/vm-b");
    assertThatThrownBy(() -> read(settings)).hasMessageContaining("another zone");

    settings.put("instance.b", "zones/europe-west3-b/instances/vm-b");
    assertThat(read(settings).instances()).hasSize(2);
  }

  @Test
  void refusesAnotherKind() {
    assertThatThrownBy(() -> create(new Binding("arp", whole())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("arp");
  }

  @Test
  void comparesProjectsOnlyWhereThePlatformWritesTheirIds() {
    ZonalRef group = ZonalRef.parse("zones/z/instanceGroups/g").orElseThrow();

    assertThat(
            group.isNamedBy("https://x/compute/v1/projects/acme/zones/z/instanceGroups/g", "acme"))
        .isTrue();
    assertThat(group.isNamedBy("projects/4711/zones/z/instanceGroups/g", "acme")).isTrue();
    assertThat(group.isNamedBy("projects/other/zones/z/instanceGroups/g", "acme")).isFalse();
    assertThat(group.isNamedBy("projects/acme/zones/z/instanceGroups/g2", "acme")).isFalse();
    assertThat(group.isNamedBy("projects/acme/zones/z/networkEndpointGroups/g", "acme")).isFalse();
  }

  private static Actuator create(Binding binding) {
    return new GcpActuatorFactory()
        .create(SampleCluster.of(List.of("a"), List.of("10.20.0.10"), binding), binding);
  }
}
