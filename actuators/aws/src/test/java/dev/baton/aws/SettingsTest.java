package dev.baton.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.definition.Binding;
import dev.baton.spi.Actuator;
import dev.baton.testkit.SampleCluster;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Map<String, Map<String, String>> COMPLETE =
      Map.of(
          "aws-route",
          Map.of("region", "eu-west-1", "route-tables", "rtb-1, rtb-2", "eni.a", "eni-1"),
          "aws-eip",
          Map.of(
              "region",
              "eu-west-1",
              "allocation-id",
              "eipalloc-1",
              "eni.a",
              "eni-1",
              "private-address.a",
              "10.0.0.1"),
          "aws-route53",
          Map.of("hosted-zone-id", "Z1", "record-name", "db.example.test", "ipv4.a", "10.0.0.1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aws-route | region        |           | aws-route: region is missing
          aws-route | region        | here      | aws-route: region: "here" is not a region
          aws-route | route-tables  |           | aws-route: route-tables is missing
          aws-route | route-tables  | vpc-1     | aws-route: route-tables: "vpc-1" is not an id
          aws-route | route-tables  | rtb-1,    | aws-route: route-tables: "" is not an id
          aws-route | route-tables  | rtb-1,rtb-1 | "rtb-1,rtb-1" names one twice
          aws-route | eni.a         |           | aws-route: eni.<node> is missing
          aws-route | eni.a         | i-1       | aws-route: eni.a: "i-1" is not a network interface
          aws-route | eni.A         | eni-1     | aws-route: eni.A: does not end with a node's name
          aws-route | create-routes | yes       | aws-route: create-routes: "yes" is neither
          aws-route | endpoint      | ftp://x   | aws-route: endpoint: "ftp://x" is not http
          aws-route | colour        | blue      | aws-route: colour: "blue" is unknown
          aws-eip   | allocation-id |           | aws-eip: allocation-id is missing
          aws-eip   | allocation-id | eip-1     | aws-eip: allocation-id: "eip-1" is not an id
          aws-eip   | private-address.a |       | aws-eip: private-address.a is missing
          aws-eip   | private-address.a | fd00::1 | "fd00::1" is not an IPv4 address
          aws-eip   | private-address.b | 10.0.0.2 | aws-eip: eni.b is missing
          aws-eip   | gate-ports    | 5432,0    | aws-eip: gate-ports: "0" is not a TCP port from 1
          aws-eip   | gate-ports    | ''        | aws-eip: gate-ports: "" is empty
          aws-eip   | route-tables  | rtb-1     | aws-eip: route-tables: "rtb-1" is unknown
          aws-route53 | hosted-zone-id |        | aws-route53: hosted-zone-id is missing
          aws-route53 | record-name | *.x       | aws-route53: record-name: "*.x" is not a host's
          aws-route53 | ipv4.a      |           | aws-route53: ipv4.<node> or ipv6.<node> is missing
          aws-route53 | ipv4.a      | fd00::1   | "fd00::1" is not an IPv4 address
          aws-route53 | ipv6.a      | 10.0.0.1  | "10.0.0.1" is not an IPv6 address
          aws-route53 | ipv4.b      | web       | aws-route53: ipv4.b: "web" is not an IPv4
          aws-route53 | ipv6.b      | fd00::b   | aws-route53: ipv6.a is missing
          aws-route53 | ttl         | -1        | "-1" is not a number from 0 to 86400
          aws-route53 | insync-wait | 301       | "301" is not a number from 0 to 300
          aws-route53 | gate-ports  | web       | aws-route53: gate-ports: "web" is not a TCP port
          aws-route53 | gate-ports  | 22        | aws-route53: gate-ports: "22" is ssh
          aws-route53 | name-servers | a b      | "a b" is not host or host:port
          """)
  void namesKindKeyAndValueOfWhatIsWrong(String kind, String key, String value, String complaint) {
    SortedMap<String, String> settings = new TreeMap<>(COMPLETE.get(kind));
    settings.remove(key);
    if (value != null) {
      settings.put(key, value);
    }

    assertThatThrownBy(() -> create(new Binding(kind, settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void takesWhatIsComplete() {
    assertThat(COMPLETE.keySet())
        .containsExactlyInAnyOrderElementsOf(new AwsActuatorFactory().kinds());
    COMPLETE.forEach(
        (kind, settings) -> {
          try (Actuator actuator = create(new Binding(kind, new TreeMap<>(settings)))) {
            assertThat(actuator.kind()).isEqualTo(kind);
          }
        });
  }

  @Test
  void takesPortsThatTheNodesGuard() {
    SortedMap<String, String> elasticIp = new TreeMap<>(COMPLETE.get("aws-eip"));
    elasticIp.put("gate-ports", "5432, 443");
    SortedMap<String, String> name = new TreeMap<>(COMPLETE.get("aws-route53"));
    name.put("gate-ports", "80");

    assertThat(EipSettings.of(new Binding("aws-eip", elasticIp)).gatePorts())
        .containsExactly(443, 5432);
    assertThat(Route53Settings.of(new Binding("aws-route53", name)).gatePorts())
        .containsExactly(80);
  }

  @Test
  void refusesAKindThatItDoesNotKnow() {
    assertThatThrownBy(() -> create(new Binding("arp", new TreeMap<>())))
        .hasMessageContaining("arp");
  }

  private static Actuator create(Binding binding) {
    return new AwsActuatorFactory()
        .create(SampleCluster.of(List.of("a"), List.of("10.20.0.10"), binding), binding);
  }
}
