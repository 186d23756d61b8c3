package dev.baton.compose.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.view.Explanation;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.audit.AuditEntry.Eligibility;
import dev.baton.model.audit.AuditEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private static final Instant CAUSED = Instant.parse("2026-01-02T03:04:05Z");
  private static final Map<String, String> OF_MOVE =
      Map.of("cause", "40", "caused-at", CAUSED.toString(), "reason", "HOLDER_UNHEALTHY");

  private static AuditEntry line(
      long position, Kind kind, String summary, long epoch, Map<String, String> details) {
    return new AuditEntry(
        Optional.of(new ClusterId("web")),
        new Source(0, new Position(position), 0),
        CAUSED.plusMillis(position - 40),
        kind,
        "R",
        Optional.of(new Epoch(epoch)),
        Optional.of(new NodeId("b")),
        summary,
        List.of(),
        new TreeMap<>(details));
  }

  private static Map<String, String> step(String name, String value) {
    Map<String, String> details = new TreeMap<>(OF_MOVE);
    details.put(name, value);
    return details;
  }

  private static List<AuditEntry> trail() {
    AuditEntry decision =
        new AuditEntry(
            Optional.of(new ClusterId("web")),
            new Source(0, new Position(40), 1),
            CAUSED,
            Kind.DECISION,
            "policy.holder-unhealthy",
            Optional.of(new Epoch(2)),
            Optional.of(new NodeId("a")),
            "the VIPs leave a",
            List.of(
                new Alternative(new NodeId("b"), true, Eligibility.ELIGIBLE, 50),
                new Alternative(new NodeId("a"), false, Eligibility.UNHEALTHY, 100)),
            new TreeMap<>(OF_MOVE));
    return List.of(
        line(20, Kind.SESSION, "long ago", 2, Map.of()),
        line(40, Kind.HEALTH, "a is unhealthy", 2, Map.of()),
        decision,
        line(41, Kind.COMMAND, "a shall let go", 2, OF_MOVE),
        line(45, Kind.OUTCOME, "a let go", 2, step("released-after-ms", "5")),
        line(
            50,
            Kind.OUTCOME,
            "demote script succeeded",
            2,
            Map.of("exit-status", "0", "took-ms", "4")),
        line(51, Kind.COMMAND, "b shall take the VIPs", 3, step("assigned-after-ms", "11")),
        line(52, Kind.HEALTH, "somebody else's", 3, Map.of()),
        line(60, Kind.OUTCOME, "b holds the VIPs", 3, step("acquired-after-ms", "20")));
  }

  @Test
  void tellsCauseAlternativesStepsAndDurations() {
    Explanation explanation = Explanation.of(trail(), Optional.empty()).orElseThrow();

    assertThat(explanation.text())
        .isEqualTo(
            """
            epoch 3: b was given the VIPs: holder unhealthy
            caused at 2026-01-02T03:04:05Z
              +0 ms  health   a is unhealthy (release before assign, rule R)
              +0 ms  decision the VIPs leave a (policy.holder-unhealthy)
                         -> b: eligible, priority 50
                            a: unhealthy, priority 100
              +1 ms  command  a shall let go (release before assign, rule R)
              +5 ms  outcome  a let go (release before assign, rule R)
              +10 ms  outcome  demote script succeeded (release before assign, rule R), \
            exit status 0, took 4 ms
              +11 ms  command  b shall take the VIPs (release before assign, rule R)
              +20 ms  outcome  b holds the VIPs (release before assign, rule R)
            held 20 ms after its cause
            """);
  }

  @Test
  void tellsWhereTheEpochsBindingsPoint() {
    List<AuditEntry> trail = new ArrayList<>(trail());
    Map<String, String> late = Map.of("binding", "aws-route", "took-ms", "7");
    Map<String, String> placed = step("placed-after-ms", "30");
    placed.put("binding", "aws-route");
    placed.put("took-ms", "15");
    trail.add(line(62, Kind.OUTCOME, "aws-route was superseded", 2, late));
    trail.add(line(70, Kind.OUTCOME, "aws-route points to b", 3, placed));
    trail.add(line(90, Kind.INCIDENT, "aws-route drifted", 3, late));

    assertThat(Explanation.of(trail, Optional.empty()).orElseThrow().text())
        .endsWith(
            """
              +20 ms  outcome  b holds the VIPs (release before assign, rule R)
              +30 ms  outcome  aws-route points to b (release before assign, rule R), took 15 ms
              +50 ms  incident aws-route drifted (release before assign, rule R), took 7 ms
            held 20 ms after its cause
            aws-route placed 30 ms after its cause
            """);
  }

  @Test
  void findsNothingWhereThereWasNoSuchMove() {
    assertThat(Explanation.of(trail(), Optional.of(new Epoch(9)))).isEmpty();
    assertThat(Explanation.of(List.of(), Optional.empty())).isEmpty();
  }

  @Test
  void saysWhenItIsNotHeldYet() {
    List<AuditEntry> unfinished = trail().subList(0, 7);

    assertThat(Explanation.of(unfinished, Optional.of(new Epoch(3))).orElseThrow().text())
        .endsWith("not held yet, as far as these lines go\n");
  }

  @Test
  void anAuditLineIsOneLineForPeopleAndForPrograms() {
    AuditEntry line =
        line(50, Kind.OUTCOME, "script\nfailed\u001b[31m", 2, Map.of("output", "a\nb"));

    assertThat(AuditText.line(line))
        .isEqualTo(
            "2026-01-02T03:04:05.010Z epoch 2 OUTCOME: script / failed?[31m"
                + " (release before assign, rule R) [output=a / b]");
    assertThat(AuditText.json(line))
        .isEqualTo(
            "{\"cluster\":\"web\",\"source\":\"50/0\",\"at\":\"2026-01-02T03:04:05.010Z\","
                + "\"kind\":\"OUTCOME\",\"rule\":\"R\",\"epoch\":2,\"node\":\"b\","
                + "\"summary\":\"script\\nfailed\\u001B[31m\",\"alternatives\":[],"
                + "\"details\":{\"output\":\"a\\nb\"}}");
  }
}
