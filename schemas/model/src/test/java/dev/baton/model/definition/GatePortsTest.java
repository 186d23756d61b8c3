package dev.baton.model.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatePortsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5432 | [5432]",
        "65535, 1 ,443 | [1, 443, 65535]",
        "9469,9479,21,23 | [21, 23, 9469, 9479]",
      })
  void takesPortsInWhateverOrder(String text, String ports) {
    assertThat(GatePorts.read(text)).hasToString(ports);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "65536", "-1", "05432", "web", "80-90", "80 443", "99999999999", "[80]", "٣"})
  void refusesWhatIsNoPort(String word) {
    assertThatThrownBy(() -> GatePorts.read("5432," + word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"" + word + "\" is not a TCP port from 1 to 65535; several are separated by commas");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "80,", ",80", "80,,81"})
  void refusesAListWithNothingWhereAPortShouldBe(String text) {
    assertThatThrownBy(() -> GatePorts.read(text)).hasMessageStartingWith("\"\" is not a TCP port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9470", "9472", "9478"})
  void refusesThePortsAtWhichANodeIsLookedAt(String port) {
    assertThatThrownBy(() -> GatePorts.read(port))
        .hasMessageStartingWith("\"" + port + "\" is one of Baton's own ports, 9470 to 9478");
  }

  @Test
  void refusesThePortByWhichAnOperatorLogsIn() {
    assertThatThrownBy(() -> GatePorts.read("80, 22"))
        .hasMessageStartingWith("\"22\" is ssh")
        .hasMessageEndingWith("leave it out");
  }

  @Test
  void refusesAPortThatStandsTwice() {
    assertThatThrownBy(() -> GatePorts.read("80, 81,80")).hasMessage("\"80\" is written twice");
  }

  @Test
  void refusesMoreThanAGateTakes() {
    assertThat(GatePorts.read(ports(GatePorts.MOST))).hasSize(GatePorts.MOST);
    assertThatThrownBy(() -> GatePorts.read(ports(GatePorts.MOST + 1)))
        .hasMessageEndingWith("has 17 ports, and 16 are the most");
  }

  @Test
  void areThoseOfAllBindingsAndNoneThatNobodyAdmits() {
    assertThat(definition("5432,443", "443,80").gatePorts()).containsExactly(80, 443, 5432);
    assertThat(definition("5432", "22").gatePorts()).containsExactly(5432);
  }

  private static ClusterDefinition definition(String elasticIp, String name) {
    return new ClusterDefinition(
        new ClusterId("db"),
        1,
        List.of(new Member(new NodeId("a"), 1)),
        List.of(new Vip("10.20.0.10")),
        List.of(
            binding("aws-eip", Map.of(GatePorts.KEY, elasticIp)),
            binding("aws-route53", Map.of(GatePorts.KEY, name)),
            binding("aws-route", Map.of())),
        Timings.DEFAULT,
        FailoverPolicy.DEFAULT,
        HookPlan.NONE);
  }

  private static Binding binding(String kind, Map<String, String> settings) {
    return new Binding(kind, new TreeMap<>(settings));
  }

  private static String ports(int count) {
    return IntStream.rangeClosed(1, count)
        .map(port -> port + 100)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }
}
