package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.state.Obstacle;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rule R, and the policy for holders and vacancies. */
class AssignmentTest {

  @Test
  void assignsTheFirstEpochAtOnceWhenEveryMemberIsEligible() {
    given("define 1 a:200,b:100", "first a a1", "first b b1", "healthy b")
        .when("healthy a")
        .thenOrders("assign 1 a a1 FIRST after 0", "next 2 b b1 after 1");
  }

  @Test
  void letsPrioritiesAndNotBootTimesDecideTheFirst() {
    var story = given("define 1 a:200,b:100", "first b b1").when("healthy b");

    story.thenOrders();
    story.when("timer settle").thenOrders("assign 1 b b1 FIRST after 0");
  }

  @Test
  void settlesAnewWhenTheOnlyCandidateFellIll() {
    var story = given("define 1 a:200,b:100", "first b b1", "healthy b", "unhealthy b");

    story.when("timer settle version 2").thenOrders();
    story.and("healthy b").when("timer settle").thenOrders("assign 1 b b1 FIRST after 0");
  }

  @Test
  void choosesTheSmallerNameAmongEquals() {
    given("define 1 b:1,a:1", "first a a1", "first b b1", "healthy b")
        .when("healthy a")
        .thenOrders("assign 1 a a1 FIRST after 0", "next 2 b b1 after 1");
  }

  @Test
  void releasesBeforeItAssigns() {
    var story = held().when("unhealthy a");

    story.thenOrders("release 1 a a1");
    story.when("released 1 a a1").thenOrders("assign 2 b b1 RELEASED after 1");
  }

  @Test
  void assignsAfterTheDeathOfTheHoldersSession() {
    held()
        .and("closed b b1", "first b b2")
        .when("expire a1")
        .thenOrders("dead a1", "assign 3 b b2 EXPIRED after 1");
  }

  @Test
  void takesTheDeathOfASessionForARelease() {
    held()
        .and("unhealthy a")
        .when("expire a1")
        .thenOrders("dead a1", "assign 2 b b1 EXPIRED after 1");
  }

  @Test
  void ignoresAReleaseOfAnotherEpochOrSession() {
    held().and("unhealthy a").when("released 0 a a1").thenOrders();
    held().and("unhealthy a").when("released 1 a a9").thenOrders();
  }

  @Test
  void leavesTheVipsWithAnUnhealthyHolderWhenNobodyElseCan() {
    var story = held().and("unhealthy b").when("unhealthy a");

    story.thenOrders();
    assertThat(story.detail(Kind.DECISION, AuditDetail.OBSTACLE)).isEqualTo("NOBODY_ELIGIBLE");
    assertThat(story.when("unhealthy a changed false").audit()).isEmpty();
    story.when("healthy b").thenOrders("next 3 b b1 after 1", "release 1 a a1");
  }

  @Test
  void leavesTheVipsWithAHolderWhoseAgentIsSilent() {
    held().when("timer health/a").thenOrders();
  }

  @Test
  void doesNotChooseANodeWhoseAgentIsSilent() {
    var story = held().and("timer health/b").when("unhealthy a");

    story.thenOrders();
    story.when("healthy b").thenOrders("next 3 b b1 after 1", "release 1 a a1");
  }

  @Test
  void ignoresTheHealthTimerOfAnEarlierReport() {
    assertThat(held().when("timer health/a version 2").audit()).isEmpty();
  }

  @Test
  void givesTheVipsBackToAKeeperThatWasRestarted() {
    held()
        .and("closed b b1", "expire a1")
        .and("first b b2 ended b1")
        .when("first a a2")
        .thenOrders("next 4 a a2 after 3");
    given("define 1 a:100,b:200,c:50", "first a a1", "healthy a", "timer settle")
        .and("acquired 1 a a1", "first b b1", "healthy b")
        .when("first a a2 ended a1")
        .thenOrders("dead a1", "release 2 b b1", "assign 3 a a2 CLOSED after 1");
  }

  @Test
  void doesNotChooseTheNodeThatJustLetGoByItself() {
    var story = held().when("released 1 a a1");

    story.thenOrders("assign 2 b b1 RELEASED after 1");
    assertThat(story.state().move().orElseThrow().reason()).hasToString("RELEASED_BY_HOLDER");
  }

  @Test
  void takesALeaverForACandidateAgainOnceItSpeaks() {
    var story = held().and("unhealthy b").when("released 1 a a1");

    story.thenOrders();
    story.when("alive a a1 seen 1").thenOrders("assign 3 a a1 RELEASED after 1");
  }

  @Test
  void triesTheNextCandidateWhenTheHolderFailed() {
    var story = held().and("switchover to b", "released 1 a a1").when("failed 2 b");

    story.thenOrders("assign 3 a a1 RELEASED after 2");
    assertThat(story.state().move().orElseThrow().requestId()).contains("r1");
    assertThat(Policy.eligibility(story.state(), new dev.baton.model.NodeId("b")))
        .hasToString("FAILED");
  }

  @Test
  void forgivesAFailedNodeThatReportsAChangeToHealthy() {
    var failed = held().and("switchover to b", "released 1 a a1", "failed 2 b");

    assertThat(eligibility(failed.and("healthy b changed false"))).isEqualTo("FAILED");
    assertThat(eligibility(failed.and("healthy b"))).isEqualTo("ELIGIBLE");
  }

  @Test
  void forgivesAFailedNodeWhenAnOperatorSaysSo() {
    var failed = held().and("switchover to b", "released 1 a a1", "failed 2 b");
    assertThat(eligibility(failed.and("acknowledge"))).isEqualTo("ELIGIBLE");

    var again = held().and("switchover to b", "released 1 a a1", "failed 2 b");
    assertThat(eligibility(again.and("resume b"))).isEqualTo("ELIGIBLE");
  }

  private static String eligibility(Story story) {
    return Policy.eligibility(story.state(), new dev.baton.model.NodeId("b")).name();
  }

  @Test
  void explainsAChoiceByEveryAlternative() {
    var story = held().and("unhealthy a").when("released 1 a a1");

    var choice = story.audit().stream().filter(line -> line.isBy(AuditRule.CHOOSE)).findFirst();
    assertThat(choice.orElseThrow().alternatives())
        .extracting(Object::toString)
        .containsExactly(
            "Alternative[node=a, chosen=false, eligibility=UNHEALTHY, priority=200]",
            "Alternative[node=b, chosen=true, eligibility=ELIGIBLE, priority=100]");
    assertThat(choice.orElseThrow().detail(AuditDetail.REASON)).contains("HOLDER_UNHEALTHY");
  }

  @Test
  void measuresEachStepFromItsCause() {
    var story = held().and("+1s", "unhealthy a", "+20ms").when("released 1 a a1");

    assertThat(story.detail(Kind.OUTCOME, AuditDetail.RELEASED_AFTER_MS)).isEqualTo("21");
    story.and("+30ms").when("acquired 2 b b1");
    assertThat(story.detail(Kind.OUTCOME, AuditDetail.ACQUIRED_AFTER_MS)).isEqualTo("52");
  }

  @Test
  void doesNotMoveBackByItself() {
    var story = held().and("unhealthy a", "released 1 a a1", "acquired 2 b b1").when("healthy a");

    story.thenOrders("next 3 a a1 after 2");
    assertThat(story.state().obstacle()).isEmpty();
  }

  @Test
  void movesBackAfterTheFailbackDelay() {
    var story =
        held("failback 10s")
            .and("unhealthy a", "released 1 a a1", "acquired 2 b b1")
            .when("healthy a");

    story.thenOrders("next 3 a a1 after 2");
    story.when("timer failback").thenOrders("release 2 b b1");
    story
        .when("released 2 b b1")
        .thenOrders("assign 3 a a1 RELEASED after 2", "next 4 b b1 after 3");
  }

  @Test
  void beginsTheFailbackDelayAnewWhenTheNodeFellIllMeanwhile() {
    var story =
        held("failback 10s")
            .and("unhealthy a", "released 1 a a1", "acquired 2 b b1")
            .and("healthy a", "unhealthy a", "healthy a");

    story.when("timer failback version 1").thenOrders();
    story.when("timer failback version 2").thenOrders("next 4 a a1 after 2", "release 2 b b1");
  }

  @Test
  void endsTheFailbackDelayWhenTheHolderIsGone() {
    var story =
        held("failback 10s")
            .and("unhealthy a", "released 1 a a1", "acquired 2 b b1", "healthy a", "standby a")
            .and("resume a", "maintenance on", "maintenance off", "unhealthy a")
            .and("healthy a", "expire b1");

    assertThat(story.state().failbackTo()).isEmpty();
  }

  @Test
  void tripsTheHoldDownAndWaitsForAnAcknowledgement() {
    var story =
        held("moves 2 window 60s")
            .and("unhealthy a", "released 1 a a1", "acquired 2 b b1", "healthy a")
            .and("unhealthy b", "released 2 b b1", "acquired 3 a a1", "healthy b");

    assertThat(story.state().holdDown().tripped()).isTrue();
    story.when("unhealthy a").thenOrders();
    assertThat(story.state().obstacle()).contains(Obstacle.HOLD_DOWN);
    story.when("acknowledge").thenOrders("next 4 b b1 after 3", "release 3 a a1");
  }

  @Test
  void letsTheLastHolderComeBackDuringAHoldDown() {
    var story =
        held("moves 2 window 60s")
            .and("unhealthy a", "released 1 a a1", "acquired 2 b b1", "healthy a")
            .and("unhealthy b", "released 2 b b1", "acquired 3 a a1", "healthy b");

    story.when("closed a a1").thenOrders("dead a1");
    story.when("first a a2").thenOrders("assign 4 a a2 CLOSED after 3");
  }

  @Test
  void forgetsMovesOutsideOfTheWindow() {
    var story =
        held("moves 2 window 60s")
            .and("unhealthy a", "released 1 a a1", "acquired 2 b b1", "healthy a", "+61s")
            .and("unhealthy b", "released 2 b b1");

    assertThat(story.state().holdDown().tripped()).isFalse();
  }

  @Test
  void doesNotCountMovesForEverAfterABrokersClockWasFarAhead() {
    var story =
        held("moves 2 window 60s")
            .and("+315360000s")
            .and("unhealthy a", "released 1 a a1", "acquired 2 b b1", "healthy a")
            .and("-315360000s", "healthy a", "+61s")
            .and("unhealthy b", "released 2 b b1");

    assertThat(story.state().holdDown().tripped()).isFalse();
  }

  @Test
  void countsMovesThatSeemToLieAheadAsMadeJustNow() {
    var story =
        held("moves 2 window 60s")
            .and("+3600s", "unhealthy a", "released 1 a a1", "acquired 2 b b1", "healthy a")
            .and("-3600s", "unhealthy b", "released 2 b b1");

    assertThat(story.state().holdDown().tripped()).isTrue();
  }

  @Test
  void doesNotGoBackInTimeForBrokersWhoseClocksDifferALittle() {
    var story = held("moves 2 window 60s").and("+10s", "healthy a");
    Instant before = story.state().logTime();

    story.and("-9s", "healthy a");

    assertThat(story.state().logTime()).isEqualTo(before);
  }
}
