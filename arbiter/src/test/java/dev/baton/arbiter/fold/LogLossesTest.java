package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule B. */
class LogLossesTest {

  @Test
  void assignsNobodyUntilEveryLeaseHasRunOut() {
    var story = held().and("gap 90").when("expire a1");

    story.thenOrders("dead a1");
    story.and("all read").when("timer gap").thenOrders("define 1");
    // What a told last may be lost: that it names nobody, and goes on alone.
    story.when("timer ghost").thenOrders("assign 3 b b1 EXPIRED after 1");
  }

  @Test
  void beginsAGenerationNeverUsedBeforeWithEachLoss() {
    var story = held().withSilentSuccessors().and("gap 90");
    long generation = story.model().partition().generation();

    // A later loss may take the gap along: the next one must not come to the same number.
    assertThat(generation)
        .isPositive()
        .isEqualTo(story.model().clusters().iterator().next().logTime().toEpochMilli());
    assertThat(story.when("expire a1").last().orders())
        .allSatisfy(order -> assertThat(order.source().generation()).isEqualTo(generation));
  }

  @Test
  void beginsAGenerationAboveTheOneThatTheArbiterKnows() {
    var story = held().and("gap 90 generation 9000000000000");
    assertThat(story.model().partition().generation()).isEqualTo(9_000_000_000_001L);

    story.and("gap 91 generation 7", "gap 92 generation 9007199254740991");
    assertThat(story.model().partition().generation()).isEqualTo(9_000_000_000_003L);
  }

  @Test
  void findsTheHolderByItsKeepalivesAndGivesItAHigherEpoch() {
    var story = held().and("gap 90").when("alive b b1 holding 7");

    story.thenOrders();
    story
        .and("all read")
        .when("timer gap")
        .thenOrders("define 1", "assign 8 b b1 EXPIRED after 7", "next 9 a a1 after 8");
  }

  /** It never read that somebody was given the next epoch, and nor did the log keep it. */
  @Test
  void findsTheHolderOfAnEarlierEpochThanIsReported() {
    held()
        .and("gap 90", "alive a a1 holding 1", "alive b b1 seen 5", "unhealthy a")
        .and("all read")
        .when("timer gap")
        .thenOrders(
            "define 1", "assign 6 a a1 EXPIRED after 5", "next 7 b b1 after 6", "release 6 a a1");
  }

  @Test
  void forgetsTheHolderOfAnEarlierEpochThatLetsGoMeanwhile() {
    held()
        .and("gap 90", "alive a a1 holding 1", "alive b b1 seen 5", "unhealthy a")
        .and("released 1 a a1")
        .and("all read")
        .when("timer gap")
        .thenOrders("define 1", "assign 6 b b1 EXPIRED after 5");
  }

  @Test
  void risesAboveEveryEpochReported() {
    held()
        .and("gap 90", "alive b b1 seen 5")
        .and("all read")
        .when("timer gap")
        .thenOrders("define 1", "assign 6 a a1 EXPIRED after 5", "next 7 b b1 after 6");
  }

  @Test
  void takesAKeepaliveThatKnowsMoreForALoss() {
    var story = held().when("alive b b1 seen 3");

    story.thenOrders("define 1");
    assertThat(story.detail(Kind.PARTITION, AuditDetail.HIGHEST_SEEN)).isEqualTo("3");
    assertThat(story.model().partition().generation()).isPositive();
  }

  @Test
  void takesAKeepaliveOfAGenerationUnheardOfForALoss() {
    var story = held().when("alive b b1 generation 9999999999999");

    story.thenOrders("define 1");
    assertThat(story.model().partition().generation()).isGreaterThan(9_999_999_999_999L);
    assertThat(story.state().assignment())
        .hasToString("Suspended[number=1, holder=Optional[a1], longest=Optional.empty]");
  }

  @Test
  void doesNotGiveAnEpochAgainThatTheCommandsHold() {
    held().when("epoch-found 3").thenOrders("define 1");
    held()
        .and("epoch-found 3")
        .and("all read")
        .when("timer gap")
        .thenOrders("define 1", "assign 4 a a1 EXPIRED after 3", "next 5 b b1 after 4");
  }

  @Test
  void givesTheHolderAnotherEpochIfItsOwnWasFoundToBeGivenBefore() {
    held()
        .and("epoch-found 1")
        .and("all read")
        .when("timer gap")
        .thenOrders("define 1", "assign 3 a a1 EXPIRED after 1", "next 4 b b1 after 3");
  }

  @Test
  void passesOverAFoundEpochThatItHasPassed() {
    assertThat(held().and("switchover to b", "released 1 a a1").when("epoch-found 1").state())
        .extracting(state -> state.assignment().getClass().getSimpleName())
        .isEqualTo("Held");
  }

  @Test
  void takesTwoHoldersOfOneEpochForALoss() {
    var story = held().when("alive b b1 holding 1");

    assertThat(story.state().assignment())
        .hasToString("Suspended[number=1, holder=Optional[b1], longest=Optional.empty]");
  }

  @Test
  void takesAReportOfAnUnknownEpochForALoss() {
    assertThat(held().when("acquired 3 b b1").state().assignment())
        .hasToString("Suspended[number=1, holder=Optional[b1], longest=Optional.empty]");
    assertThat(held().when("released 3 b b1").state().assignment())
        .hasToString("Suspended[number=1, holder=Optional.empty, longest=Optional.empty]");
  }

  @Test
  void assignsNobodyWhileASessionHoldsThatHasNotSaidAgainWhoItIs() {
    var story = held().and("gap 90").when("brief b b9 holding 4 lease 9000");

    story.thenOrders();
    assertThat(story.state().assignment())
        .hasToString("Suspended[number=2, holder=Optional.empty, longest=Optional[PT9S]]");
    assertThat(Deadlines.of(story.state()))
        .extracting(Wait::duration)
        .anySatisfy(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(9)));
    assertThat(
            story
                .and("brief b b9 holding 4")
                .and("all read")
                .when("timer gap version 2")
                .state()
                .assignment())
        .hasToString("Suspended[number=3, holder=Optional.empty, longest=Optional[PT9S]]");
    story
        .and("alive b b9 holding 4")
        .and("all read")
        .when("timer gap")
        .thenOrders("define 1", "assign 5 b b9 EXPIRED after 4", "next 6 a a1 after 5");
  }

  @Test
  void takesABriefKeepaliveOfAnUnknownSessionThatKnowsMoreForALoss() {
    held().when("brief b b9 holding 4").thenOrders("define 1");
    assertThat(held().when("brief b b9 holding 4").state().assignment().toString())
        .startsWith("Suspended[");
  }

  @Test
  void opensNoSessionByABriefKeepalive() {
    held().when("brief b b9").thenOrders("dead b9");
  }

  @Test
  void takesInASessionWhoseBeginningWasLostWithTheRest() {
    held().and("gap 90").when("alive b b9 holding 4").thenOrders("dead b1");
  }

  @Test
  void forgetsAHolderThatLetsGoMeanwhile() {
    held()
        .and("gap 90", "released 1 a a1", "unhealthy a")
        .and("all read")
        .when("timer gap")
        .thenOrders("define 1", "assign 3 b b1 EXPIRED after 1");
  }

  @Test
  void waitsAnewForASecondGap() {
    var story = held().and("gap 90", "gap 95").and("all read").when("timer gap version 1");

    story.thenOrders();
    story
        .and("all read")
        .when("timer gap version 2")
        .thenOrders("define 1", "assign 3 a a1 EXPIRED after 1", "next 4 b b1 after 3");
  }

  @Test
  void refusesRequestsToMoveDuringAGap() {
    assertThat(
            held().and("gap 90").when("switchover to b").detail(Kind.REQUEST, AuditDetail.REASON))
        .isEqualTo("GAP");
  }

  @Test
  void ordersAgainWhatAHolderDoesNotRead() {
    var story = held().and("switchover to b", "released 1 a a1");
    for (int i = 1; i < CommandRedelivery.PATIENCE; i++) {
      story.when("alive b b1 seen 1").thenOrders();
    }

    story.when("alive b b1 seen 1").thenOrders("assign 2 b b1 EXPIRED after 1");
    story.when("alive b b1 seen 1").thenOrders();
  }

  @Test
  void ordersAgainThatAHolderShallLetGo() {
    var story = held().and("switchover to b");
    for (int i = 1; i < CommandRedelivery.PATIENCE; i++) {
      story.when("alive a a1 holding 1").thenOrders();
    }

    story.when("alive a a1 holding 1").thenOrders("release 1 a a1");
  }

  @Test
  void definesAgainWhatAMemberDoesNotRead() {
    var story = held();
    for (int i = 1; i < CommandRedelivery.PATIENCE; i++) {
      story.when("alive b b1 seen 1 read 0");
    }
    // The highest version a session has read does not fall again.
    story.when("alive b b1 seen 1 read 0").thenOrders();
    story.and("first b b2 ended b1 read 0");
    for (int i = 2; i < CommandRedelivery.PATIENCE; i++) {
      story.when("alive b b2 seen 1 read 0").thenOrders();
    }
    story.when("alive b b2 seen 1 read 0").thenOrders("define 1");
  }

  @Test
  void tellsASessionOfALossThatWaitsForAnotherOfItsNode() {
    var story = held().and("gap 90", "first a a2");
    List<String> told = new ArrayList<>();
    for (int i = 1; i <= CommandRedelivery.PATIENCE; i++) {
      told.addAll(story.when("alive a a2 seen 1 generation 0").orders());
    }
    assertThat(told).containsExactly("define 1");
  }

  @Test
  void patienceBeginsAnewOnceTheHolderHasRead() {
    var story = held().and("switchover to b", "released 1 a a1");
    for (int i = 1; i < CommandRedelivery.PATIENCE; i++) {
      story.and("alive b b1 seen 1");
    }

    story.when("alive b b1 seen 2").thenOrders();
    story.when("alive b b1 holding 2").thenOrders();
  }

  @Test
  void givesAHolderThatHasPassedItsEpochTheNextOneInTheEnd() {
    var story = held();
    // A keeper that has promised waits for a second before it opens what it is assigned.
    for (int time = 1; time < CommandRedelivery.PATIENCE + 10; time++) {
      story = story.when("alive a a1 seen 1");
      story.thenOrders();
    }

    story.when("alive a a1 seen 1").thenOrders("release 2 b b1");
    story.when("alive a a1 seen 1").thenOrders("assign 3 a a1 EXPIRED after 1");
  }

  @Test
  void keepsAHolderThatSaysAtLastThatItHolds() {
    var story = held();
    for (int time = 1; time < CommandRedelivery.PATIENCE; time++) {
      story = story.when("alive a a1 seen 1");
    }

    story.when("alive a a1 holding 1").thenOrders();
    story.and("alive a a1 holding 1").when("alive a a1 seen 1").thenOrders();
  }
}
