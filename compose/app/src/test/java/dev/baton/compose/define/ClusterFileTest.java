package dev.baton.compose.define;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.config.ConfigException;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.definition.WithoutPromises;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterFileTest {

  private static final String SMALL =
      """
      cluster: web
      nodes:
        - {id: a, priority: 200}
        - {id: b, priority: 100}
      vips: [10.20.0.10]
      bindings: [{kind: arp}]
      """;

  @Test
  void whatIsNotWrittenTakesTheModelsDefaults() {
    ClusterDefinition definition = ClusterFile.read("c.yaml", SMALL);

    assertThat(definition)
        .isEqualTo(
            new ClusterDefinition(
                new ClusterId("web"),
                1,
                List.of(new Member(new NodeId("a"), 200), new Member(new NodeId("b"), 100)),
                List.of(new Vip("10.20.0.10")),
                List.of(new Binding("arp", new TreeMap<>())),
                Timings.DEFAULT,
                FailoverPolicy.DEFAULT,
                HookPlan.NONE));
  }

  @Test
  void everythingThatIsWrittenIsTaken() {
    ClusterDefinition definition =
        ClusterFile.read(
            "c.yaml",
            """
            cluster: web
            nodes: [{id: a, priority: 1}]
            vips: [10.20.0.10, "fd00::10"]
            bindings:
              - {kind: arp, interface: eth0}
              - kind: aws-eip
                region: eu-central-1
                allocation-id: eipalloc-1
                eni.a: eni-1
                private-address.a: 10.20.0.1
                gate-ports: 5432, 443
            timings:
              lease: 1s
              keepalive-interval: 250ms
              health-timeout: 5s
              drift-ppm: 500
              epsilon: 20ms
              holdover: 2m
            failback: {after: 10m}
            hold-down: {moves: 3, window: 1h}
            without-promises: keep-accepting-two-holders
            hooks: {demote: {timeout: 5s}, promote: {timeout: 1m}}
            """);

    assertThat(definition.vips()).containsExactly(new Vip("10.20.0.10"), new Vip("fd00::10"));
    assertThat(definition.binding("arp").orElseThrow().settings())
        .isEqualTo(Map.of("interface", "eth0"));
    assertThat(definition.binding("aws-eip").orElseThrow().settings())
        .containsEntry("eni.a", "eni-1")
        .containsEntry("gate-ports", "5432, 443")
        .hasSize(5);
    assertThat(definition.gatePorts()).containsExactly(443, 5432);
    assertThat(definition.timings())
        .isEqualTo(
            new Timings(
                Duration.ofSeconds(1),
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                500,
                Duration.ofMillis(20),
                Duration.ofMinutes(2)));
    assertThat(definition.policy())
        .isEqualTo(
            new FailoverPolicy(
                Optional.of(Duration.ofMinutes(10)),
                3,
                Duration.ofHours(1),
                WithoutPromises.KEEP_ACCEPTING_TWO_HOLDERS));
    assertThat(definition.hooks())
        .isEqualTo(
            new HookPlan(Optional.of(Duration.ofSeconds(5)), Optional.of(Duration.ofMinutes(1))));
  }

  @Test
  void keepaliveIntervalFollowsTheLeaseWhenOnlyThatIsWritten() {
    ClusterDefinition definition = ClusterFile.read("c.yaml", SMALL + "timings: {lease: 200ms}\n");

    assertThat(definition.timings().keepaliveInterval()).isEqualTo(Duration.ofMillis(40));
  }

  @Test
  void holdoverFollowsTheLeaseWhenOnlyThatIsWritten() {
    ClusterDefinition definition = ClusterFile.read("c.yaml", SMALL + "timings: {lease: 45s}\n");

    assertThat(definition.timings().holdover()).isEqualTo(Duration.ofSeconds(46));
  }

  @Test
  void theExampleIsAccepted() {
    ClusterDefinition definition = ClusterFile.read("example", ClusterFile.example());

    assertThat(definition).isEqualTo(ClusterFile.read("c.yaml", SMALL));
  }

  /** The commented lines of the example show the defaults, so uncommenting them changes nothing. */
  @Test
  void theExamplesCommentedTimingsAreTheDefaults() {
    String text = ClusterFile.example();
    String timings =
        text.lines()
            .filter(line -> line.startsWith("# timings:") || line.startsWith("#   "))
            .map(line -> line.substring(2))
            .takeWhile(line -> !line.contains("after:"))
            .reduce("", (all, line) -> all + line + "\n");

    assertThat(timings).contains("epsilon", "holdover");
    assertThat(ClusterFile.read("example", text + timings))
        .isEqualTo(ClusterFile.read("example", text));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(refusalsOfForm(), refusalsOfContent(), refusalsOfTimings())
        .flatMap(all -> all);
  }

  private static Stream<Arguments> refusalsOfForm() {
    return Stream.of(
        Arguments.of("", "c.yaml:1:1: cluster: is missing"),
        Arguments.of(
            "clutser: web\n" + rest(), "c.yaml:1:1: clutser: unknown field; did you mean cluster?"),
        Arguments.of(
            "cluster: Web\n" + rest(),
            "c.yaml:1:10: cluster: \"Web\" is not a name: 1 to 63 of a-z, 0-9, dot and hyphen,"
                + " beginning and ending with a letter or digit"),
        Arguments.of(SMALL + "cluster: again\n", "c.yaml:7:1: cluster: is written twice"),
        Arguments.of(
            SMALL.replace("id: b", "id: a"), "c.yaml:4:10: nodes[1].id: a is written twice"),
        Arguments.of(
            SMALL.replace("200", "high"),
            "c.yaml:3:23: nodes[0].priority: \"high\" is not a whole number"),
        Arguments.of(
            SMALL.replace("200", "2000"),
            "c.yaml:3:23: nodes[0].priority: 2000 is not within 1 to 1000"),
        Arguments.of(
            SMALL.replace(", priority: 100", ""), "c.yaml:4:5: nodes[1].priority: is missing"),
        Arguments.of(
            SMALL.replace("10.20.0.10", "10.20.0.1000"),
            "c.yaml:5:8: vips[0]: \"10.20.0.1000\" is not an IPv4 or IPv6 address; write it as"
                + " 10.20.0.10 or fd00:20::10"),
        Arguments.of(
            SMALL.replace("[10.20.0.10]", "[10.20.0.10, 10.20.0.10]"),
            "c.yaml:5:20: vips[1]: 10.20.0.10 is written twice"),
        Arguments.of(
            SMALL.replace("[10.20.0.10]", "10.20.0.10"),
            "c.yaml:5:7: vips: a list is expected here"),
        Arguments.of(SMALL.replace("[10.20.0.10]", "[]"), "c.yaml:5:7: vips: is an empty list"),
        Arguments.of("cluster: [web\n", "c.yaml:2:1: is not YAML: expected ',' or ']', but got"));
  }

  private static Stream<Arguments> refusalsOfContent() {
    return Stream.of(
        Arguments.of(
            SMALL.replace("{kind: arp}", "{knid: arp}"),
            "c.yaml:6:12: bindings[0].kind: is missing"),
        Arguments.of(
            SMALL.replace("kind: arp", "kind: arpp"),
            "c.yaml:6:19: bindings[0].kind: \"arpp\" is none of arp, aws-eip, aws-route,"
                + " aws-route53, azure-ilb, gcp-ilb; did you mean arp?"),
        Arguments.of(
            SMALL.replace("kind: arp", "kind: ARP"),
            "c.yaml:6:19: bindings[0].kind: \"ARP\" is none of arp, aws-eip, aws-route,"
                + " aws-route53, azure-ilb, gcp-ilb; did you mean arp?"),
        Arguments.of(
            SMALL.replace("kind: arp", "kind: arp, interfaec: eth0"),
            "c.yaml:6:35: bindings[0].interfaec: is no setting of kind arp; did you mean"
                + " interface?"),
        Arguments.of(
            SMALL.replace("kind: arp", "kind: aws-eip, gate-ports: 65536"),
            "c.yaml:6:40: bindings[0].gate-ports: \"65536\" is not a TCP port from 1 to 65535;"
                + " several are separated by commas"),
        Arguments.of(
            SMALL.replace("kind: arp", "kind: aws-route53, gate-ports: \"5432, 22\""),
            "c.yaml:6:44: bindings[0].gate-ports: \"22\" is ssh: no node but the holder could be"
                + " logged in to; leave it out"),
        Arguments.of(
            SMALL.replace("kind: arp", "kind: aws-eip, gate-ports: [5432, 443]"),
            "c.yaml:6:40: bindings[0].gate-ports: a single value is expected here"),
        Arguments.of(
            SMALL.replace("kind: arp", "kind: azure-ilb, mode: prob"),
            "c.yaml:6:36: bindings[0].mode: \"prob\" is not api or probe"),
        Arguments.of(
            SMALL.replace("[10.20.0.10]", "[\"::ffff:10.20.0.10\"]"),
            "c.yaml:5:8: vips[0]: \"::ffff:10.20.0.10\" is an IPv4 address written as IPv6; write"
                + " 10.20.0.10"),
        Arguments.of(
            SMALL.replace("[10.20.0.10]", "[\"fd00::1\", \"fd00:0::1\"]"),
            "c.yaml:5:19: vips[1]: fd00::1 is written twice"),
        Arguments.of(
            SMALL + "failback: auto\n",
            "c.yaml:7:11: failback: \"auto\" is neither manual nor after: with a duration"),
        Arguments.of(
            SMALL + "hold-down:\n  moves: 1\n",
            "c.yaml:8:10: hold-down.moves: 1 is not within 2 to 1000"),
        Arguments.of(
            SMALL + "without-promises: keep\n",
            "c.yaml:7:19: without-promises: by \"keep\" two nodes may answer for the VIPs while"
                + " they do not hear each other; if you accept this, write"
                + " keep-accepting-two-holders"),
        Arguments.of(
            SMALL + "without-promises: hold\n",
            "c.yaml:7:19: without-promises: \"hold\" is neither release nor"
                + " keep-accepting-two-holders"),
        Arguments.of(
            SMALL + "hooks:\n  demote: {timeout: 2h}\n",
            "c.yaml:8:21: hooks.demote.timeout: 7200000 ms is not within 100 ms to 1 h"),
        Arguments.of(
            SMALL + "hooks:\n  demote: {}\n", "c.yaml:8:11: hooks.demote.timeout: is missing"));
  }

  private static Stream<Arguments> refusalsOfTimings() {
    return Stream.of(
        Arguments.of(
            SMALL + "timings: {lease: 1}\n",
            "c.yaml:7:18: timings.lease: \"1\" is not a duration: a whole number and ms, s, m, h or"
                + " d, such as 500ms"),
        Arguments.of(
            SMALL + "timings:\n  lease: 300ms\n  keepalive-interval: 200ms\n",
            "c.yaml:9:23: timings.keepalive-interval: 200 ms is not within 10 to 100 ms"),
        Arguments.of(
            SMALL + "timings:\n  lease: 45s\n  holdover: 30s\n",
            "c.yaml:9:13: timings.holdover: 30000 ms is not within 46000 to 600000 ms: at least the"
                + " lease plus 1 s; leave it out for 46000 ms"),
        Arguments.of(
            SMALL + "timings: {holdover: 11m}\n",
            "c.yaml:7:21: timings.holdover: 660000 ms is not within 1500 to 600000 ms"),
        Arguments.of(
            SMALL + "timings: {holdover: \"30\"}\n",
            "c.yaml:7:21: timings.holdover: \"30\" is not a duration: a whole number and ms, s, m,"
                + " h or d, such as 500ms"),
        Arguments.of(
            SMALL + "timings: {hold-over: 30s}\n",
            "c.yaml:7:11: timings.hold-over: unknown field; did you mean holdover?"));
  }

  private static String rest() {
    return SMALL.substring(SMALL.indexOf('\n') + 1);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalsNameLineColumnFieldAndValue(String text, String problem) {
    assertThatThrownBy(() -> ClusterFile.read("c.yaml", text))
        .isInstanceOf(ConfigException.class)
        .message()
        .matches(
            message -> message.lines().anyMatch(line -> line.startsWith(problem)),
            "has a line that starts with " + problem);
  }

  @Test
  void allProblemsOfAFileAreNamedAtOnce() {
    assertThatThrownBy(
            () ->
                ClusterFile.read(
                    "c.yaml",
                    """
                    cluster: web
                    nodes: [{id: A, priority: 1}, {id: b}]
                    vips: [nowhere]
                    bindings: [{kind: arp}]
                    failbakc: manual
                    """))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.field())
                    .containsExactly("failbakc", "nodes[0].id", "nodes[1].priority", "vips[0]"));
  }
}
