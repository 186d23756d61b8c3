package dev.baton.compose.convert.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.convert.Conversion;
import dev.baton.compose.convert.Finding;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever text comes in, the only exception that comes out is the one that says why. */
class AnyTextTest {

  /** Lines that get further than chance; those of an instance come more often. */
  private static final List<String> LINES =
      List.of(
          "vrrp_instance V {",
          "vrrp_sync_group G {",
          "vrrp_script s {",
          "global_defs {",
          "group {",
          "virtual_ipaddress {",
          "track_script {",
          "V",
          "}",
          "}",
          "}",
          "{",
          "interface eth0",
          "10.0.0.1/24 dev eth0",
          "fd00::1",
          "priority 7",
          "nopreempt",
          "preempt_delay 3",
          "script \"a 'b c' d\"",
          "script \"<x\"",
          "interval 0.5",
          "weight -3 reverse",
          "s weight 2",
          "notify \"/bin/x\" root",
          "notify_master /bin/y",
          "$A=b",
          "${A}$A",
          "@a state BACKUP",
          "@b router_id z",
          "include x",
          "~SEQ(",
          "authentication {",
          "\"",
          "\\",
          "! x",
          "state");

  private static Optional<Conversion> convert(String text) {
    try {
      return Optional.of(Samples.convert(text));
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.problems()).allMatch(each -> each.toString().startsWith("k.conf:"));
      return Optional.empty();
    }
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll String text) {
    convert(text);
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of(LINES)
        .list()
        .ofMaxSize(40)
        .map(lines -> lines.stream().collect(Collectors.joining("\n")));
  }

  @Property
  void anyLinesAreReadOrRefused(@ForAll("lines") String text) {
    convert(text);
  }

  /** An instance with any lines that may stand in it, in any order. */
  @Provide
  Arbitrary<String> instances() {
    return Arbitraries.of(
            "state MASTER",
            "priority 7",
            "nopreempt",
            "preempt_delay 3",
            "advert_int 1",
            "use_vmac",
            "dont_track_primary",
            "notify \"/bin/x\" root",
            "notify_master /bin/y",
            "notify_backup /bin/z",
            "authentication { auth_type PASS }",
            "track_script { s weight 2 }",
            "track_script { none }",
            "track_interface { eth1 }",
            "track_interface { eth0 }",
            "virtual_routes { default }",
            "virtual_ipaddress { 10.0.0.2/24 label x }",
            "virtual_ipaddress_excluded { fe80::2 }",
            "virtual_ipaddress { 10.0.0.3 dev eth1 }")
        .list()
        .ofMaxSize(12)
        .map(lines -> Samples.conf("V", "10.0.0.1", lines.toArray(String[]::new)));
  }

  /** Words whose lines are in what comes out: all others must be said. */
  private static final String CARRIED =
      "vrrp_instance .*|interface .*|virtual_ipaddress \\{ 10.0.0.1 }|virtual_ipaddress \\{"
          + " 10.0.0.3 dev eth1 }|}|priority .*|nopreempt|preempt_delay"
          + " .*|dont_track_primary|notify.*|track_.*";

  @Property
  void everyLineIsCarriedOverOrSaid(@ForAll("instances") String text) {
    Conversion conversion = convert(text).orElseThrow();

    TreeSet<Integer> said = new TreeSet<>();
    for (Finding finding : conversion.findings()) {
      for (int line = finding.where().first(); line <= finding.where().last(); line++) {
        if (!finding.word().equals("V")) {
          said.add(line);
        }
      }
    }
    List<String> lines = text.lines().toList();
    for (int index = 0; index < lines.size(); index++) {
      String line = lines.get(index).strip();
      assertThat(line.isEmpty() || line.matches(CARRIED) || said.contains(index + 1))
          .as("line %s: %s", index + 1, line)
          .isTrue();
    }
  }

  @Property
  void nothingComesOutWhereSomethingIsRefused(@ForAll("instances") String text) {
    Conversion conversion = convert(text).orElseThrow();

    assertThat(conversion.clusters().isEmpty()).isEqualTo(conversion.isRefused());
    assertThat(conversion.isRefused()).isEqualTo(text.contains("dev eth1"));
  }
}
