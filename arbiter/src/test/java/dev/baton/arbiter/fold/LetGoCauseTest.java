package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.view.Explanation;
import dev.baton.model.Epoch;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Move;
import dev.baton.model.state.MoveReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule D: what the audit tells of why a holder let go, whosever record comes first. */
class LetGoCauseTest {
  private final List<AuditEntry> trail = new ArrayList<>();
  private final Story story = Story.held().withSilentSuccessors();

  private List<String> told(String line) {
    trail.addAll(story.when(line).audit());
    return story.audit().stream()
        .filter(entry -> entry.kind() == Kind.OUTCOME)
        .map(AuditEntry::summary)
        .toList();
  }

  private Move move() {
    return story.state().move().orElseThrow();
  }

  private String explanation() {
    return Explanation.of(trail, Optional.empty()).orElseThrow().text();
  }

  @ParameterizedTest
  @CsvSource({
    "unhealthy, UNHEALTHY, a let go because its service is dead",
    "leaving, LEAVING, a let go because it leaves",
    "asked, null, a let go",
    "unsaid, null, a let go"
  })
  void theRecordItselfIsTheCauseWhereNothingStandsBeforeIt(
      String why, String detail, String words) {
    assertThat(told("released 1 a a1 " + why)).containsExactly(words);
    assertThat(story.detail(Kind.OUTCOME, AuditDetail.LET_GO_BECAUSE)).isEqualTo(detail);
    assertThat(move().reason()).isEqualTo(MoveReason.RELEASED_BY_HOLDER);
    assertThat(story.orders()).startsWith("assign 2 b b1 RELEASED after 1");
  }

  @Test
  void theVerdictBeforeItIsTheCause() {
    told("unhealthy a");
    Move begun = move();

    assertThat(told("released 1 a a1 unhealthy"))
        .containsExactly("a let go because its service is dead");
    assertThat(move()).isEqualTo(begun);
    assertThat(begun.reason()).isEqualTo(MoveReason.HOLDER_UNHEALTHY);
    assertThat(explanation()).startsWith("epoch 2: b was given the VIPs: holder unhealthy\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acquired 2 b b1 word", "alive b b1 holding 2"})
  void theHolderAddsTheCauseWhereTheSuccessorsRecordCameFirst(String first) {
    told(first);
    assertThat(move().unreported()).contains(new Epoch(1));
    assertThat(explanation()).startsWith("epoch 2: b was given the VIPs: released by holder\n");
    told("unhealthy a");
    ClusterState before = story.state();

    assertThat(told("released 1 a a1 unhealthy"))
        .containsExactly("a let go because its service is dead");
    story.thenOrders();
    assertThat(story.state().assignment()).isEqualTo(before.assignment());
    assertThat(story.state().sessions()).isEqualTo(before.sessions());
    assertThat(move()).isEqualTo(before.move().orElseThrow().withUnreported(Optional.empty()));
    assertThat(explanation())
        .startsWith("epoch 2: b was given the VIPs: a let go because its service is dead\n");
    assertThat(told("released 1 a a1 unhealthy")).as("said once more").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "released 1 a a1 unheld",
        "released 1 b b1 leaving",
        "released 2 a a1 unheld",
        "released 3 a a1 unheld"
      })
  void nobodyElsesRecordAddsACause(String other) {
    told("acquired 2 b b1 word");

    assertThat(told(other)).isEmpty();
    assertThat(told("released 1 a a1 leaving")).containsExactly("a let go because it leaves");
  }

  @Test
  void aMoveThatWasDecidedHasItsCauseAlready() {
    told("switchover as s1");
    told("acquired 2 b b1 word");

    assertThat(move().reason()).isEqualTo(MoveReason.SWITCHOVER);
    assertThat(move().unreported()).isEmpty();
    assertThat(told("released 1 a a1")).isEmpty();
  }

  @Test
  void saysOnWhoseWordTheVipsAreHeld() {
    told("unhealthy a");
    told("released 1 a a1 unhealthy");

    assertThat(told("acquired 2 b b1 word"))
        .containsExactly("b holds the VIPs: opened on a's word");
    assertThat(explanation()).contains("b holds the VIPs: opened on a's word (");
  }

  @Test
  void saysNothingOfAWordWhereTheVipsWereAssigned() {
    told("released 1 a a1");

    assertThat(told("acquired 2 b b1")).containsExactly("b holds the VIPs");
  }
}
