package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.fold.Refusal;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.audit.AuditEntry.Eligibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {

  private static AuditEntry refused(String reason, Eligibility why) {
    NodeId node = new NodeId("b");
    return new AuditEntry(
        Optional.of(new ClusterId("web")),
        new Source(1, new Position(3), 0),
        Instant.EPOCH,
        AuditEntry.Kind.REQUEST,
        "policy.request",
        Optional.empty(),
        Optional.of(node),
        "switchover to b",
        List.of(new Alternative(node, false, why, 100)),
        new TreeMap<>(
            Map.of(
                "answer", "refused",
                "reason", reason,
                "failing", "b pg: connection refused",
                "why", "it is not to be had")));
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void everyRefusalHasWordsOfItsOwn(Refusal refusal) {
    String text = Answers.reason(refused(refusal.name(), Eligibility.UNHEALTHY));

    assertThat(text).contains(" ").doesNotContain("_").doesNotContain(refusal.name());
  }

  @ParameterizedTest
  @EnumSource(value = Eligibility.class, names = "ELIGIBLE", mode = EnumSource.Mode.EXCLUDE)
  void everyObstacleOfANodeNamesTheNodeAndSaysWhatToDo(Eligibility why) {
    assertThat(Answers.reason(refused("TARGET_NOT_ELIGIBLE", why)))
        .startsWith("b cannot take the VIPs: b")
        .containsAnyOf("baton ", "look at its log", "mend its service", "try again");
    assertThat(Answers.reason(refused("NOBODY_ELIGIBLE", why)))
        .startsWith("no other node can take the VIPs: b");
  }

  @Test
  void anUnhealthyNodeIsToldWithTheProbeThatFails() {
    assertThat(Answers.reason(refused("TARGET_NOT_ELIGIBLE", Eligibility.UNHEALTHY)))
        .isEqualTo(
            "b cannot take the VIPs: b is not healthy (b pg: connection refused); mend its service"
                + " first");
  }

  @Test
  void aReasonOfANewerArbiterIsShownAsItIs() {
    assertThat(Answers.reason(refused("MOON_IS_FULL", Eligibility.ELIGIBLE)))
        .isEqualTo("moon is full");
  }
}
