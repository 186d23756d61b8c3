package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators ask for, and how they are answered. */
class RequestsTest {

  @Test
  void movesToTheNodeAskedForAndReportsTheOutcome() {
    var story = held().when("switchover to b as r7");

    story.thenOrders("release 1 a a1");
    assertThat(story.detail(Kind.REQUEST, AuditDetail.ANSWER)).isEqualTo("accepted");
    assertThat(story.detail(Kind.REQUEST, AuditDetail.REQUEST)).isEqualTo("r7");
    story
        .when("released 1 a a1")
        .thenOrders("assign 2 b b1 RELEASED after 1", "next 3 a a1 after 2");
    story.when("acquired 2 b b1");
    assertThat(story.detail(Kind.OUTCOME, AuditDetail.REQUEST)).isEqualTo("r7");
  }

  @Test
  void movesToTheBestOtherWhenNobodyIsNamed() {
    given("define 1 a:200,b:100,c:150", "first a a1", "first b b1", "first c c1")
        .and("healthy b", "healthy c", "healthy a", "acquired 1 a a1", "switchover")
        .when("released 1 a a1")
        .thenOrders("assign 2 c c1 RELEASED after 1", "next 3 a a1 after 2");
  }

  @ParameterizedTest
  @CsvSource({
    "switchover to x, UNKNOWN_NODE",
    "switchover to a, ALREADY_HOLDER",
    "standby x, UNKNOWN_NODE",
    "resume x, UNKNOWN_NODE",
    "rebind x, UNKNOWN_NODE",
  })
  void refusesWithAReason(String request, String refusal) {
    var story = held().when(request);

    story.thenOrders();
    assertThat(story.detail(Kind.REQUEST, AuditDetail.ANSWER)).isEqualTo("refused");
    assertThat(story.detail(Kind.REQUEST, AuditDetail.REASON)).isEqualTo(refusal);
  }

  @Test
  void refusesATargetThatCannotHold() {
    var story = held().and("unhealthy b").when("switchover to b");

    assertThat(story.detail(Kind.REQUEST, AuditDetail.REASON)).isEqualTo("TARGET_NOT_ELIGIBLE");
    story.when("switchover");
    assertThat(story.detail(Kind.REQUEST, AuditDetail.REASON)).isEqualTo("NOBODY_ELIGIBLE");
  }

  @Test
  void refusesASecondMoveWhileOneIsUnderWay() {
    var story = held().and("switchover to b").when("switchover to b");

    assertThat(story.detail(Kind.REQUEST, AuditDetail.REASON)).isEqualTo("MOVE_UNDER_WAY");
    story.and("released 1 a a1").when("switchover to a");
    assertThat(story.detail(Kind.REQUEST, AuditDetail.REASON)).isEqualTo("MOVE_UNDER_WAY");
  }

  @Test
  void takesAHolderThatSaysSoForOneAlthoughItsReportWasLost() {
    held()
        .and("switchover to b", "released 1 a a1", "alive b b1 holding 2")
        .when("switchover to a")
        .thenOrders("release 2 b b1");
  }

  @Test
  void makesNoClusterOfAMistypedName() {
    var story = given().when("switchover to a");

    assertThat(story.detail(Kind.REQUEST, AuditDetail.REASON)).isEqualTo("NOT_DEFINED");
    assertThat(story.model().clusters()).isEmpty();
  }

  @Test
  void movesNothingByItselfDuringMaintenance() {
    var story = held().and("maintenance on").when("unhealthy a");

    story.thenOrders();
    assertThat(story.detail(Kind.DECISION, AuditDetail.OBSTACLE)).isEqualTo("MAINTENANCE");
    story.when("maintenance off").thenOrders("next 3 b b1 after 1", "release 1 a a1");
  }

  @Test
  void givesAVacancyOnlyBackToTheLastHolderDuringMaintenance() {
    var story = held().and("maintenance on").when("expire a1");

    story.thenOrders("dead a1");
    story.when("first a a2").thenOrders("assign 3 a a2 EXPIRED after 1");
  }

  @Test
  void switchesOverDuringMaintenanceWhenAsked() {
    held()
        .and("maintenance on", "switchover to b")
        .when("released 1 a a1")
        .thenOrders("assign 3 b b1 RELEASED after 1");
  }

  @Test
  void movesAwayFromAHolderOnStandby() {
    var story = held().when("standby a");

    story.thenOrders("release 1 a a1");
    story.and("released 1 a a1").when("acquired 2 b b1");
    assertThat(story.detail(Kind.OUTCOME, AuditDetail.REQUEST)).isEqualTo("r1");
  }

  @Test
  void leavesTheVipsOnStandbyUntilAnotherCanAndSaysSo() {
    var story = held().and("unhealthy b").when("standby a");

    story.thenOrders();
    assertThat(story.detail(Kind.REQUEST, AuditDetail.ANSWER)).isEqualTo("accepted");
    assertThat(story.detail(Kind.REQUEST, AuditDetail.REASON)).contains("keeps the VIPs");
    story.when("healthy b").thenOrders("next 3 b b1 after 1", "release 1 a a1");
  }

  @Test
  void choosesANodeAgainOnceItIsResumed() {
    var story = held().and("standby b").when("unhealthy a");

    story.thenOrders();
    story.when("resume b").thenOrders("next 3 b b1 after 1", "release 1 a a1");
  }

  @Test
  void givesAVacantClusterToTheNodeAskedFor() {
    var story = held("moves 2 window 60s").and("maintenance on").when("expire a1");

    story.thenOrders("dead a1");
    story.when("switchover to b").thenOrders("assign 3 b b1 EXPIRED after 1");
  }

  @Test
  void reportsIncidents() {
    assertThat(held().when("incident a 1").detail(Kind.INCIDENT, AuditDetail.KIND))
        .isEqualTo("ADDRESS_CONFLICT");
  }
}
