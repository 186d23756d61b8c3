package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Epoch;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.MoveReason;
import dev.baton.model.state.Successor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule D. */
class SuccessorsTest {

  /** A holds epoch 1, b may take 2. */
  private static Story held() {
    return Story.held().withSilentSuccessors();
  }

  /** A holds epoch 1, b may take 2; c has the lowest priority. */
  private static Story three() {
    return Story.three().withSilentSuccessors();
  }

  private static Optional<Successor> successor(Story story) {
    return story.state().succession().successor();
  }

  private static long given1(Story story) {
    return story.state().succession().given().value();
  }

  @Test
  void namesTheNextWithTheFirst() {
    assertThat(successor(three()))
        .map(of -> List.of(of.epoch(), of.after(), of.session().value()))
        .contains(List.of(new Epoch(2), new Epoch(1), "b1"));
  }

  @Test
  void namesNobodyWhereScriptsRunBetween() {
    assertThat(successor(Story.held("demote 1s"))).isEmpty();
    assertThat(successor(Story.held("promote 1s"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unhealthy b", "maintenance on", "standby b", "define 2 a:200,b:100 demote 1s"})
  void takesTheNameBackFromWhoIsNotWantedAnyMore(String why) {
    var story = held().when(why);

    if (why.startsWith("define")) {
      story.and("alive b b1 read 2").when("timer definition");
    }
    assertThat(story.orders()).contains("release 2 b b1");
    assertThat(successor(story)).map(Successor::withdrawn).contains(true);
    story.when("healthy b").thenOrders();
  }

  @Test
  void namesNobodyBeforeWhoIsWithdrawnHasAnswered() {
    var story = three().when("unhealthy b");

    story.thenOrders("release 2 b b1");
    story.when("healthy a").thenOrders();
    story.when("released 2 b b1 unheld").thenOrders("next 3 c c1 after 1");
  }

  @Test
  void namesAnotherWhenTheSessionOfWhoIsWithdrawnIsOver() {
    three().and("unhealthy b").when("expire b1").thenOrders("dead b1", "next 3 c c1 after 1");
  }

  @Test
  void namesWhoWasWithdrawnAgainAfterARest() {
    var story = held().and("unhealthy b", "released 2 b b1 unheld").when("healthy b");

    story.thenOrders();
    story.and("+1s").when("alive b b1").thenOrders("next 3 b b1 after 1");
  }

  @Test
  void aClockThatIsSetBackEndsTheRest() {
    held()
        .and("+3600s", "unhealthy b", "released 2 b b1 unheld", "-1800s")
        .when("healthy b")
        .thenOrders("next 3 b b1 after 1");
  }

  @Test
  void ordersAgainToGiveUpANumberUntilItIsAnswered() {
    var story = held().and("unhealthy b");
    for (int time = 1; time < CommandRedelivery.PATIENCE; time++) {
      story.when("alive b b1").thenOrders();
    }

    story.when("alive b b1").thenOrders("release 2 b b1");
  }

  @Test
  void assignsToTheSuccessorWhenTheHolderLetsGo() {
    held().when("released 1 a a1").thenOrders("assign 2 b b1 RELEASED after 1");
  }

  @Test
  void assignsToTheSuccessorWhenTheHoldersSessionIsOver() {
    held().when("expire a1").thenOrders("dead a1", "assign 2 b b1 EXPIRED after 1");
  }

  @Test
  void waitsForTheAnswerOfWhoIsWithdrawnAlsoWhenTheHolderHasDied() {
    var story = three().and("unhealthy b").when("expire a1");

    story.thenOrders("dead a1");
    story.when("released 2 b b1 unheld").thenOrders("assign 3 c c1 EXPIRED after 1");
  }

  @Test
  void takesWhoIsChosenForASwitchoverAtOnceIfItStands() {
    var story = three().when("switchover to b as s1");

    story.thenOrders("release 1 a a1");
    story
        .when("released 1 a a1")
        .thenOrders("assign 2 b b1 RELEASED after 1", "next 3 a a1 after 2");
  }

  @Test
  void tellsTheHolderOnlyWhenAnotherThanIsAskedForHasAnswered() {
    var story = three().when("switchover to c as s1");

    story.thenOrders("release 2 b b1");
    assertThat(story.state().assignment()).hasToString("Releasing[node=a, session=a1, told=false]");
    story.when("alive a a1 holding 1").thenOrders();
    story.when("released 2 b b1 unheld").thenOrders("next 3 c c1 after 1", "release 1 a a1");
    story
        .when("released 1 a a1")
        .thenOrders("assign 3 c c1 RELEASED after 1", "next 4 a a1 after 3");
  }

  @Test
  void leavesTheVipsWhereTheyAreWhenWhoWasAskedForFellIllMeanwhile() {
    var story =
        three()
            .and("unhealthy b", "switchover to c as s1", "unhealthy c")
            .when("released 2 b b1 unheld");

    story.thenOrders();
    assertThat(story.state().assignment()).hasToString("Held[node=a, session=a1, confirmed=true]");
  }

  @Test
  void takesBackWhatIsOnItsWayWhenTheSuccessorFallsIll() {
    var story = three().and("switchover to b as s1").when("unhealthy b");

    story.thenOrders("release 2 b b1");
    story.when("released 1 a a1").thenOrders();
    story
        .when("released 2 b b1 unheld")
        .thenOrders("assign 3 c c1 RELEASED after 1", "next 4 a a1 after 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acquired 2 b b1",
        "alive b b1 holding 2",
        "alive b b1 seen 2",
        "failed 2 b",
        "released 2 b b1"
      })
  void believesTheSuccessorThatItHasOpenedOnTheHoldersWord(String record) {
    var story = held().when(record);

    assertThat(story.orders()).startsWith("assign 2 b b1 RELEASED after 1");
    assertThat(story.state().move().orElseThrow().reason())
        .isIn(MoveReason.RELEASED_BY_HOLDER, MoveReason.ACQUISITION_FAILED);
    story.when("released 1 a a1").thenOrders();
  }

  @Test
  void aSuccessorThatOpenedAlthoughItWasWithdrawnHoldsAndIsToLetGo() {
    var story = three().and("unhealthy b").when("acquired 2 b b1");

    story.thenOrders("assign 2 b b1 RELEASED after 1");
    assertThat(story.state().assignment()).isInstanceOf(AssignmentState.Releasing.class);
    assertThat(story.when("released 2 b b1").orders()).startsWith("assign 3 a a1 RELEASED after 2");
  }

  @Test
  void believesNobodyElseThatItHasOpened() {
    var story = three();

    assertThat(story.when("acquired 2 c c1").state().assignment())
        .isInstanceOf(AssignmentState.Suspended.class);
  }

  @Test
  void givesNoNumberTwice() {
    var story = held();
    for (int time = 0; time < 5; time++) {
      long before = given1(story);
      story.and("unhealthy b", "released " + before + " b b1 unheld", "+2s", "healthy b");
      assertThat(given1(story)).isEqualTo(before + 1);
    }
  }

  @Test
  void voidsEveryNumberInAGapAndWaitsUntilAllHaveReadOfIt() {
    var story = three().and("gap 90");
    long number = story.state().logLosses();

    assertThat(successor(story)).map(Successor::withdrawn).contains(true);
    story
        .and("alive a a1 holding 1", "alive b b1 generation 0", "alive c c1")
        .when("timer gap")
        .thenOrders();
    assertThat(story.state().logLosses()).isGreaterThan(number);
    story
        .and("alive b b1")
        .when("timer gap")
        .thenOrders("define 1", "assign 3 a a1 EXPIRED after 1", "next 4 b b1 after 3");
  }

  @Test
  void tellsAgainOfALossWhoHasNotReadOfIt() {
    var story = three().and("gap 90");
    for (int time = 1; time < CommandRedelivery.PATIENCE; time++) {
      story.and("alive b b1 generation 0").when("alive c c1 generation 0").thenOrders();
    }

    story.when("alive b b1 generation 0").thenOrders("release 2 b b1");
    story.when("alive c c1 generation 0").thenOrders("define 1");
  }

  /** It may open its number until it has answered, whatever the definition says of it by now. */
  @Test
  void waitsInAGapForASuccessorThatIsNoMemberAnyMore() {
    var story =
        three()
            .and("define 2 a:300,c:100", "alive a a1 holding 1 read 2", "alive c c1 read 2")
            .and("timer definition", "gap 90", "alive a a1 read 2", "alive c c1 read 2");

    story.when("timer gap").thenOrders();
    assertThat(story.and("alive b b1 holding 2").when("timer gap").orders())
        .containsExactly(
            "define 2", "assign 3 b b1 EXPIRED after 2", "next 4 a a1 after 3", "release 3 b b1");
  }

  @Test
  void findsTheSuccessorInAGapThatHadOpened() {
    assertThat(
            held()
                .and("gap 90", "alive a a1 seen 1", "alive b b1 holding 2")
                .when("timer gap")
                .orders())
        .startsWith("define 1", "assign 3 b b1 EXPIRED after 2");
  }

  /** Keepers of all clusters of a partition read of a loss, and forget names by that. */
  @Test
  void namesWhoStandsAgainWhenAnotherClusterOfThePartitionBeginsAGap() {
    var story =
        held()
            .and("in mail: define 1 a:1,b:1 vip 10.20.0.99 cluster mail", "in mail: first a m1")
            .and("in mail: alive a m1 holding 7");

    story.when("alive b b1").thenOrders("next 2 b b1 after 1");
    story.when("healthy b").thenOrders();
  }

  @Test
  void undefinesNothingBeforeTheSuccessorHasAnswered() {
    var story = held().when("undefine");

    story.thenOrders("release 2 b b1");
    story.when("released 2 b b1 unheld").thenOrders("release 1 a a1");
    story.when("released 1 a a1").thenOrders("undefine 2");
  }
}
