package dev.baton.model.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class BindingCatalogTest {

  @Test
  void refusesAKindThatThereIsNotAndSaysWhatWasMeant() {
    assertThat(complaints("arpp", Map.of()))
        .containsExactly(
            "kind: \"arpp\" is none of arp, aws-eip, aws-route, aws-route53, azure-ilb, gcp-ilb;"
                + " did you mean arp?");
  }

  @Test
  void refusesASettingThatNobodyReadsAndSaysWhatWasMeant() {
    assertThat(complaints("arp", Map.of("interfaec", "eth0")))
        .containsExactly("interfaec: is no setting of kind arp; did you mean interface?");
    assertThat(complaints("arp", Map.of("speed", "1")))
        .containsExactly("speed: is no setting of kind arp; it has interface");
  }

  @Test
  void refusesWhatIsMissingForAMember() {
    assertThat(
            complaints(
                "aws-route",
                Map.of("region", "eu-central-1", "route-tables", "rtb-1", "eni.a", "eni-1")))
        .containsExactly("eni.b: is missing: a network interface's id (eni-...)");
  }

  @Test
  void refusesASettingForANodeThatIsNoMember() {
    assertThat(
            complaints(
                "aws-eip",
                Map.of(
                    "region", "eu-central-1",
                    "allocation-id", "eipalloc-1",
                    "eni.a", "eni-1",
                    "eni.b", "eni-2",
                    "eni.bb", "eni-3",
                    "private-address.a", "10.0.0.1",
                    "private-address.b", "10.0.0.300")))
        .containsExactly(
            "eni.bb: names no node of the cluster; did you mean b?",
            "private-address.b: \"10.0.0.300\" is not an IPv4 address");
  }

  @Test
  void refusesGatePortsThatNoGateTakesAndNamesThem() {
    for (String kind : List.of("aws-eip", "aws-route53")) {
      assertThat(complaints(kind, Map.of("gate-ports", "5432,22")))
          .contains(
              "gate-ports: \"22\" is ssh: no node but the holder could be logged in to;"
                  + " leave it out");
      assertThat(complaints(kind, Map.of("gate-ports", "5432, 6432")))
          .noneMatch(complaint -> complaint.startsWith("gate-ports"));
    }
  }

  @Test
  void knowsNoGatePortsWhereThePlatformLeadsToTheVipItself() {
    assertThat(complaints("aws-route", Map.of("gate-ports", "5432")))
        .anyMatch(complaint -> complaint.startsWith("gate-ports: is no setting of kind aws-route"));
  }

  @Test
  void asksForNothingWhereTheNodesAnswerAProbe() {
    assertThat(complaints("gcp-ilb", Map.of("mode", "probe"))).isEmpty();
    assertThat(complaints("azure-ilb", Map.of("mode", "prob")))
        .contains("mode: \"prob\" is not api or probe");
  }

  @Test
  void takesWhatTheActuatorsTake() {
    assertThat(complaints("arp", Map.of())).isEmpty();
    assertThat(complaints("arp", Map.of("interface", "bond0.120"))).isEmpty();
    assertThat(
            complaints(
                "aws-route53",
                Map.of(
                    "hosted-zone-id", "Z0123456789",
                    "record-name", "vip.example.test.",
                    "ttl", "10",
                    "endpoint", "http://127.0.0.1:8080",
                    "ipv4.a", "10.0.0.1",
                    "ipv4.b", "10.0.0.2")))
        .isEmpty();
    assertThat(
            complaints(
                "gcp-ilb",
                Map.of(
                    "project", "acme",
                    "region", "europe-west3",
                    "backend-service", "vip",
                    "forwarding-rules", "r1,r2",
                    "group.a", "zones/europe-west3-a/instanceGroups/a",
                    "group.b", "zones/europe-west3-b/instanceGroups/b")))
        .isEmpty();
  }

  private static List<String> complaints(String kind, Map<String, String> settings) {
    Binding binding = new Binding(kind, new TreeMap<>(settings));
    return BindingCatalog.complaints(binding, new TreeSet<>(List.of("a", "b"))).stream()
        .map(complaint -> complaint.field() + ": " + complaint.what())
        .toList();
  }
}
