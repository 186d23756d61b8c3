package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.arbiter.fold.SuccessorChoice.Reason;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.audit.AuditEntry.Alternative;
import dev.baton.model.audit.AuditEntry.Eligibility;
import dev.baton.model.state.SessionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule D: why nobody stands ready. */
class SuccessorChoiceTest {
  private static Story held() {
    return Story.held().withSilentSuccessors();
  }

  private static SuccessorChoice choice(Story story) {
    return SuccessorChoice.of(story.state(), FoldRules.FIRST);
  }

  @Test
  void hasNoReasonWhileTheOneThatIsWantedStandsReady() {
    assertThat(choice(held()).reason()).isEmpty();
    assertThat(choice(held()).wanted().map(SessionState::session)).contains(new SessionId("b1"));
  }

  @ParameterizedTest
  @CsvSource({
    "maintenance on, MAINTENANCE",
    "unhealthy b, NOBODY_ELIGIBLE",
    "standby b, NOBODY_ELIGIBLE",
    "gap 90, GAP",
    "released 1 a a1, NOBODY_ELIGIBLE"
  })
  void tellsWhatIsInTheWayOnceTheSuccessorHasAnswered(String line, Reason reason) {
    assertThat(choice(Story.held().when(line)).reason()).contains(reason);
  }

  @Test
  void tellsThatScriptsRunBetween() {
    assertThat(choice(Story.held("demote 1s")).reason()).contains(Reason.HOOKS);
    assertThat(choice(Story.held("promote 1s")).reason()).contains(Reason.HOOKS);
  }

  @Test
  void namesWhoCannotHoldAndWhy() {
    assertThat(choice(Story.held().and("unhealthy b")).alternatives())
        .contains(new Alternative(new NodeId("b"), false, Eligibility.UNHEALTHY, 100));
  }

  @Test
  void tellsThatTheHoldDownHasNoMoveLeft() {
    var story =
        Story.held("moves 2 window 60s")
            .and("unhealthy a", "released 1 a a1", "acquired 2 b b1", "healthy a")
            .and("unhealthy b", "released 2 b b1", "acquired 3 a a1", "healthy b");

    assertThat(choice(story).reason()).contains(Reason.HOLD_DOWN);
  }

  @Test
  void tellsThatTheWithdrawnHasNotAnsweredAndThenThatItRests() {
    var story = held().and("unhealthy b", "healthy b");

    assertThat(choice(story).reason()).contains(Reason.UNANSWERED);
    story.and("released 2 b b1 unheld");
    assertThat(choice(story).reason()).contains(Reason.REST);
    assertThat(choice(story).wanted()).isPresent();
    story.and("+1s", "alive b b1");
    assertThat(choice(story).reason()).isEmpty();
  }

  @Test
  void tellsThatTheHolderHasPassedItsEpoch() {
    var story = Story.held().and("unhealthy b");
    for (int time = 0; time < 5; time++) {
      story.and("alive a a1 seen 1");
    }
    story.and("+2s", "healthy b");

    assertThat(choice(story).reason()).contains(Reason.HOLDER_PASSED);
    assertThat(story.state().succession().successor()).isEmpty();
  }

  @Test
  void tellsThatNobodyHoldsOrThatTheHolderLeaves() {
    var story = given("define 1 a:200,b:100", "first a a1", "first b b1");

    assertThat(choice(story).reason()).contains(Reason.NOBODY_HOLDS);
    assertThat(choice(Story.held("demote 1s").when("switchover to b")).reason())
        .contains(Reason.HOLDER_LEAVES);
  }

  @Test
  void tellsThatTheClusterIsInQuarantine() {
    assertThat(choice(QuarantineTest.broken()).reason()).contains(Reason.QUARANTINE);
  }
}
