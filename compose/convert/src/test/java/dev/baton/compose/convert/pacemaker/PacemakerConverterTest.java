package dev.baton.compose.convert.pacemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Sources;
import dev.baton.compose.convert.ClusterPlan;
import dev.baton.compose.convert.Conversion;
import dev.baton.compose.convert.Finding;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Member;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacemakerConverterTest {

  private static String group() {
    try (InputStream stream = PacemakerConverterTest.class.getResourceAsStream("group.xml")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Conversion convert(String xml) {
    return PacemakerConverter.convert(new Sources.Document("cib.xml", xml), Wishes.NONE);
  }

  private static List<String> said(Conversion conversion) {
    return conversion.findings().stream().map(Finding::toString).toList();
  }

  private static ClusterPlan only(Conversion conversion) {
    assertThat(conversion.clusters()).as("%s", said(conversion)).hasSize(1);
    return conversion.clusters().get(0);
  }

  /** Two nodes and an address on eth0, with these constraints and meta attributes. */
  private static String cib(String constraints, String meta) {
    return """
    <configuration>
    <nodes><node uname="a"/><node uname="b"/></nodes>
    <resources>
    <primitive id="ip" class="ocf" provider="heartbeat" type="IPaddr2">
    <instance_attributes>
    <nvpair name="ip" value="10.0.0.1"/><nvpair name="nic" value="eth0"/>
    </instance_attributes>
    <meta_attributes>%s</meta_attributes>
    </primitive>
    </resources>
    <constraints>
    %s
    </constraints>
    </configuration>
    """
        .formatted(meta, constraints);
  }

  @Test
  void aGroupBecomesACluster() {
    ClusterPlan plan = only(convert(group()));

    assertThat(plan.definition().cluster()).hasToString("web");
    assertThat(plan.definition().vips())
        .containsExactly(new Vip("192.168.122.120"), new Vip("2001:db8::120"));
    assertThat(plan.definition().members())
        .containsExactly(
            new Member(new NodeId("pcmk-1"), 200), new Member(new NodeId("pcmk-2"), 100));
    // 500 > 50 + 3 * 100
    assertThat(plan.definition().policy().failbackAfter()).contains(Duration.ZERO);
    assertThat(plan.nodes().get(1).yaml())
        .isEqualTo(
            """
            node:
              cluster: web
              id: pcmk-2
            arp:
              interface: eth1
            """);
  }

  @Test
  void whatIsNotCarriedOverIsSaidWithItsLine() {
    assertThat(said(convert(group())))
        .extracting(line -> line.replaceFirst("^(\\S+ \\S+:)( !)?.*", "$1$2"))
        .containsExactly(
            "cib.xml:5: have-watchdog:",
            "cib.xml:6: cluster-name:",
            "cib.xml:7: stonith-enabled: !",
            "cib.xml:8: no-quorum-policy: !",
            "cib.xml:14: PCMK-3: !",
            "cib.xml:17-35: web: !",
            "cib.xml:21: cidr_netmask:",
            "cib.xml:25: monitor:",
            "cib.xml:31: nic:",
            "cib.xml:34: WebSite: !",
            "cib.xml:36: fence: !",
            "cib.xml:41: cli-ban-web-on-PCMK-3: !",
            "cib.xml:42: order: !",
            "cib.xml:43: loc-fence:",
            "cib.xml:51: status:");
  }

  /** A location's scores on a and b, the stickiness, and what comes of it. */
  @ParameterizedTest
  @CsvSource({
    "10, 5, 0, 200 100 back",
    "10, 5, 4, 200 100 back",
    "10, 5, 5, 200 100 stays",
    "5, 10, INFINITY, 100 200 stays",
    "INFINITY, 0, 100, 200 100 back",
    "0, 0, 0, 100 100 stays",
  })
  void scoresBecomePrioritiesAndStickinessFailback(
      String onA, String onB, String stickiness, String result) {
    String location = "<rsc_location rsc=\"ip\" node=\"%s\" score=\"%s\"/>";
    ClusterPlan plan =
        only(
            convert(
                cib(
                    location.formatted("a", onA) + location.formatted("b", onB),
                    "<nvpair name=\"resource-stickiness\" value=\"" + stickiness + "\"/>")));

    List<Member> members = plan.definition().members();
    String failback = plan.definition().policy().failbackAfter().isPresent() ? "back" : "stays";
    assertThat(members.get(0).priority() + " " + members.get(1).priority() + " " + failback)
        .isEqualTo(result);
  }

  /** What cannot be carried over ends it, without a result. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <rsc_location id="l" rsc="ip"><rule score="1"/></rsc_location> | l
          <rsc_location id="l" rsc-pattern="i.*" node="a" score="1"/> | l
          <rsc_location id="l" rsc="ip" node="a" score="x"/> | l
          """)
  void aConstraintThatMayMeanAnythingIsRefused(String constraint, String said) {
    Conversion conversion = convert(cib(constraint, ""));

    assertThat(conversion.clusters()).isEmpty();
    assertThat(said(conversion))
        .anyMatch(
            line -> line.startsWith("cib.xml:12: " + said + ": refused: is no plain location"));
  }

  @Test
  void anAddressWithoutNicNeedsTheUsersWord() {
    String xml = cib("", "").replace("<nvpair name=\"nic\" value=\"eth0\"/>", "");
    Map<String, String> interfaces = Map.of("", "eth5", "b", "bond0");

    Conversion without = convert(xml);
    Conversion with =
        PacemakerConverter.convert(
            new Sources.Document("cib.xml", xml),
            new Wishes(new TreeMap<>(), new TreeSet<>(), new TreeMap<>(interfaces)));

    assertThat(without.clusters()).isEmpty();
    assertThat(said(without)).anyMatch(line -> line.contains("ip: refused: names no nic"));
    assertThat(only(with).nodes())
        .extracting(node -> node.settings().get("arp.interface"))
        .containsExactly(List.of("eth5"), List.of("bond0"));
  }

  @Test
  void aClonedAddressIsRefused() {
    String xml =
        cib("", "")
            .replace("<resources>", "<resources><clone id=\"c\">")
            .replace("</resources>", "</clone></resources>");

    assertThat(said(convert(xml)))
        .contains(
            "cib.xml:3-10: c: refused: is a clone with an address in it; an address of Baton is on"
                + " one node alone; take the address out of it in a copy of the file");
  }

  /** Texts that are no CIB, and the problem that is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''  | cib.xml:1: is not XML:
          <cib  | cib.xml:1: is not XML:
          <cib><configuration></cib>  | cib.xml:1: is not XML:
          <cib/>  | cib.xml:1: cib: is no cib with one configuration
          <configuration/>  | cib.xml:1: configuration: has no node
          <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc">]><cib>&e;</cib> | cib.xml:1: has a document
          """)
  void whatIsNoCibIsRefusedWithItsLine(String xml, String said) {
    assertThat(problems(xml).orElseThrow())
        .extracting(Problem::toString)
        .anyMatch(problem -> problem.startsWith(said));
  }

  private static Optional<List<Problem>> problems(String xml) {
    try {
      convert(xml);
      return Optional.empty();
    } catch (ConfigException e) {
      return Optional.of(e.problems());
    }
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll String text) {
    assertThat(problems(text)).isPresent();
  }

  @Provide
  Arbitrary<String> cut() {
    String whole = group();
    return Arbitraries.integers()
        .between(0, whole.length() - 1)
        .flatMap(
            from ->
                Arbitraries.integers()
                    .between(from, Math.min(whole.length(), from + 200))
                    .map(to -> whole.substring(0, from) + whole.substring(to)));
  }

  @Property
  void aCibWithAPieceMissingIsReadOrRefused(@ForAll("cut") String xml) {
    problems(xml).ifPresent(list -> assertThat(list).isNotEmpty());
  }
}
