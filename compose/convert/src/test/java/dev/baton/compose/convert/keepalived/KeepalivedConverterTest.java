package dev.baton.compose.convert.keepalived;

import static dev.baton.compose.convert.keepalived.Samples.conf;
import static dev.baton.compose.convert.keepalived.Samples.said;
import static dev.baton.compose.convert.keepalived.Samples.source;
import static dev.baton.compose.convert.keepalived.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.config.Sources;
import dev.baton.compose.convert.ClusterPlan;
import dev.baton.compose.convert.Conversion;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeepalivedConverterTest {

  private static KeepalivedConverter.Source file(String node, String name) {
    return new KeepalivedConverter.Source(
        new NodeId(node), node, new Sources.Document(name, text(name)));
  }

  private static Conversion convert(KeepalivedConverter.Source... sources) {
    return KeepalivedConverter.convert(List.of(sources), Includes.NONE, Naming.NONE);
  }

  private static ClusterPlan only(Conversion conversion) {
    assertThat(conversion.clusters()).hasSize(1);
    return conversion.clusters().get(0);
  }

  @Test
  void twoFilesBecomeAClusterOfTwo() {
    ClusterPlan plan = only(convert(file("a", "web-a.conf"), file("b", "web-b.conf")));

    ClusterDefinition definition = plan.definition();
    assertThat(definition.cluster()).hasToString("vi-1");
    assertThat(definition.members())
        .containsExactly(new Member(new NodeId("a"), 101), new Member(new NodeId("b"), 100));
    assertThat(definition.vips())
        .containsExactly(new Vip("192.0.2.100"), new Vip("192.0.2.101"), new Vip("2001:db8::100"));
    assertThat(definition.policy().failbackAfter()).contains(Duration.ZERO);
    assertThat(definition.hooks().promote()).contains(Duration.ofSeconds(10));
    assertThat(definition.hooks().demote()).isEmpty();
    assertThat(plan.nodes().get(1).yaml())
        .isEqualTo(
            """
            node:
              cluster: vi-1
              id: b
            arp:
              interface: eth0
            agent:
              hooks:
                promote: ["/etc/keepalived/notify.sh", "to master", "VI_1"]
              probes:
                chk-haproxy:
                  kind: script
                  command: ["/usr/bin/killall", "-0", haproxy]
                  interval: 2s
                  timeout: 2s
                  rise: 3
                  fall: 2
                eth1:
                  kind: interface
                  interface: eth1
            """);
  }

  @Test
  void everyLineThatIsNotCarriedOverIsSaidWithItsNumber() {
    Conversion conversion = convert(file("a", "web-a.conf"), file("b", "web-b.conf"));

    assertThat(said(conversion))
        .filteredOn(line -> line.startsWith("web-a.conf:"))
        .extracting(KeepalivedConverterTest::head)
        .containsExactly(
            "web-a.conf:3-5: notification_email: !",
            "web-a.conf:6: router_id:",
            "web-a.conf:7: script_user: !",
            "web-a.conf:8: enable_script_security: !",
            "web-a.conf:19-21: vrrp_script:",
            "web-a.conf:24: state:",
            "web-a.conf:26: virtual_router_id:",
            "web-a.conf:28: advert_int:",
            "web-a.conf:29-32: authentication:",
            "web-a.conf:33: unicast_src_ip:",
            "web-a.conf:34-36: unicast_peer:",
            "web-a.conf:38: label:",
            "web-a.conf:38: 192.0.2.100/24:",
            "web-a.conf:42: 2001:db8::100/64:",
            "web-a.conf:45: chk_haproxy: !",
            "web-a.conf:51: notify_master: !",
            "web-a.conf:52: smtp_alert: !");
    assertThat(String.join("\n", said(conversion))).doesNotContain("s3cr3t", "ops@example.org");
  }

  private static String head(String line) {
    return line.replaceFirst("^(\\S+ \\S+:)( !)?.*", "$1$2");
  }

  @Test
  void oneFileForTwoHostsIsReadForEach() {
    Sources.Document shared = new Sources.Document("k.conf", text("shared.conf"));
    Conversion conversion =
        KeepalivedConverter.convert(
            List.of(
                new KeepalivedConverter.Source(new NodeId("a"), "main", shared),
                new KeepalivedConverter.Source(new NodeId("b"), "backup", shared)),
            Includes.NONE,
            Naming.NONE);

    assertThat(conversion.clusters())
        .extracting(plan -> plan.definition().cluster().value())
        .containsExactly("db-1", "db-2");
    for (ClusterPlan plan : conversion.clusters()) {
      assertThat(plan.definition().members())
          .containsExactly(new Member(new NodeId("a"), 240), new Member(new NodeId("b"), 200));
      assertThat(plan.definition().policy().failbackAfter()).contains(Duration.ofMillis(60_500));
    }
    assertThat(conversion.clusters().get(1).nodes().get(0).settings())
        .containsAllEntriesOf(
            Map.of(
                "arp.interface", List.of("bond0"),
                "http.listen", List.of("127.0.0.1:9481"),
                "agent.probes.pg.command", List.of("/usr/local/lib/ha/pg_ok.sh", "--port", "5432"),
                "agent.probes.proxy.pid-command", List.of("pgrep", "-o", "-x", "nginx")));
    assertThat(said(conversion)).noneMatch(line -> line.contains("@"));
  }

  @Test
  void aHostThatConditionsNameAndNobodyGaveIsSaid() {
    Conversion conversion = Samples.convert(text("shared.conf").replace("@main   $", "$"));

    assertThat(said(conversion)).anyMatch(line -> line.startsWith("k.conf:4: @backup: ! is for a"));
  }

  @Test
  void aGroupOnTwoInterfacesIsRefused() {
    Conversion conversion = convert(file("a", "router.conf"));

    assertThat(conversion.clusters()).isEmpty();
    assertThat(conversion.isRefused()).isTrue();
    assertThat(said(conversion))
        .anyMatch(
            line ->
                line.startsWith(
                    "router.conf:26: VG_1: refused: has VIPs on the interfaces eth0, eth1;"));
  }

  @Test
  void aGroupOnOneInterfaceIsOneCluster() {
    Conversion conversion = convert(file("a", "lvs.conf"));
    ClusterPlan plan = only(conversion);

    assertThat(plan.definition().vips())
        .containsExactly(new Vip("203.0.113.5"), new Vip("2001:db8::5"));
    assertThat(plan.definition().policy().failbackAfter()).isEmpty();
    assertThat(plan.nodes().get(0).settings())
        .containsAllEntriesOf(
            Map.of(
                "arp.track-interface", List.of("false"),
                "agent.hooks.demote",
                    List.of("/usr/local/sbin/state.sh", "GROUP", "G", "BACKUP", "100"),
                "agent.probes.up.command", List.of("/bin/sh", "-c", "</dev/tcp/127.0.0.1/80"),
                "agent.probes.up.timeout", List.of("5s")));
    assertThat(said(conversion))
        .contains(
            "lvs.conf:7: notify: ! its user root is not carried over: Baton runs scripts as"
                + " the user of its own service; begin the command with runuser -u USER --")
        .anyMatch(line -> line.startsWith("lvs.conf:30: fe80::1: ! Baton moves no link-local"))
        .anyMatch(line -> line.startsWith("lvs.conf:34-40: virtual_server: ! Baton does no load"));
  }

  private static Conversion convert(String ofA, String ofB) {
    return convert(source("a", "a", ofA), source("b", "b", ofB));
  }

  @Test
  void instancesOfTwoHostsAreMatchedByTheirRouterIdIfTheirNamesDiffer() {
    Conversion conversion =
        convert(
            conf("ONE", "10.0.0.1", "virtual_router_id 7"),
            conf("OTHER", "10.0.0.1", "virtual_router_id 7"));

    assertThat(only(conversion).definition().members()).hasSize(2);
    assertThat(said(conversion))
        .anyMatch(line -> line.contains("has the priority of another node"));
  }

  @Test
  void otherVipsOnAnotherHostAreRefused() {
    Conversion conversion = convert(conf("V", "10.0.0.1"), conf("V", "10.0.0.2"));

    assertThat(conversion.clusters()).isEmpty();
    assertThat(said(conversion))
        .anyMatch(
            line -> line.contains("other VIPs than on a; without [10.0.0.1]; besides [10.0.0.2];"));
  }

  @Test
  void clustersAreNamedAndChosenAsTheUserSays() {
    Conversion conversion =
        KeepalivedConverter.convert(
            List.of(source("a", "a", conf("A", "10.0.0.1") + conf("B", "10.0.0.2"))),
            Includes.NONE,
            new Naming(new TreeMap<>(Map.of("B", "web")), new TreeSet<>(List.of("B"))));

    assertThat(only(conversion).definition().cluster()).hasToString("web");
    assertThat(said(conversion)).contains("k.conf:1-5: A: ! is not asked for by --only");
  }

  @Test
  void oneVipInTwoClustersIsRefused() {
    Conversion conversion = Samples.convert(conf("A", "10.0.0.1") + conf("B", "10.0.0.1"));

    assertThat(conversion.clusters()).isEmpty();
    assertThat(said(conversion))
        .contains(
            "k.conf:6-10: B: refused: has the VIP 10.0.0.1, which cluster a has too; take it out of"
                + " one");
  }

  @Test
  void theNodeOfTheHighestPriorityDecidesAboutFailback() {
    Conversion conversion =
        convert(
            conf("V", "10.0.0.1", "priority 100"),
            conf("V", "10.0.0.1", "priority 200", "nopreempt"));

    assertThat(only(conversion).definition().policy().failbackAfter()).isEqualTo(Optional.empty());
    assertThat(said(conversion)).noneMatch(line -> line.contains("another way"));
  }

  @Test
  void prioritiesOfAGroupMustBeTheSame() {
    Conversion conversion =
        Samples.convert(
            conf("A", "10.0.0.1", "priority 3")
                + conf("B", "10.0.0.2", "priority 4")
                + "vrrp_sync_group G {\ngroup {\nA\nB\n}\n}");

    assertThat(said(conversion))
        .contains(
            "k.conf:6-10: B: refused: has another priority than A, with which it moves together;"
                + " give both the same");
  }
}
