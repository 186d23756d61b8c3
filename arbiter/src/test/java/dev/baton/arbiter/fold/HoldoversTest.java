package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.Holdover;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule H in the fold: who goes on, and who is waited for. */
class HoldoversTest {

  private static Story three() {
    return Story.three().and("alive a a1 holding 1");
  }

  @Test
  void carriesTheEpochIntoTheNextSessionOfTheHolder() {
    Story.held()
        .when("first a a2 holding 1 ended a1")
        .thenOrders("dead a1", "assign 1 a a2 CARRIED after 1");
  }

  @Test
  void carriesItAlsoWhenTheSessionBeforeHasExpiredAndNobodyCouldTakeOver() {
    var story = Story.held().and("unhealthy b", "expire a1");

    story.when("first a a2 holding 1 ended a1").thenOrders("assign 1 a a2 CARRIED after 1");
  }

  @Test
  void carriesNothingToASessionThatHoldsNothing() {
    Story.held()
        .when("first a a2 ended a1")
        .thenOrders("dead a1", "release 2 b b1", "assign 3 a a2 CLOSED after 1");
  }

  @Test
  void takesTheEarlierSessionForExpiredWhereTheHolderIsToLetGo() {
    Story.held()
        .and("switchover to b")
        .when("first a a2 holding 1 ended a1")
        .thenOrders("dead a1", "assign 2 b b1 EXPIRED after 1", "next 3 a a2 after 2");
  }

  @Test
  void carriesNothingThatIsOver() {
    Story.held()
        .and("switchover to b", "released 1 a a1", "acquired 2 b b1")
        .when("first a a2 holding 1 ended a1")
        .thenOrders("dead a1", "next 4 a a2 after 2");
  }

  @Test
  void assignsAtOnceWhereTheHolderNamedEverybody() {
    three()
        .when("expire a1")
        .thenOrders("dead a1", "assign 2 b b1 EXPIRED after 1", "next 3 c c1 after 2");
  }

  @Test
  void waitsWhereTheHolderNamedNobody() {
    var story = three().and("alive a a1 holding 1 asks nobody").when("expire a1");

    story.thenOrders("dead a1", "release 2 b b1");
    assertThat(story.state().holdover().ghosts())
        .extracting(ghost -> ghost.asks().nodes())
        .containsExactly(List.of());
    assertThat(story.detail(Kind.DECISION, AuditDetail.OBSTACLE, "nobody is given the VIPs"))
        .isEqualTo("HOLDER_UNHEARD");
    story.when("timer ghost").thenOrders("assign 3 b b1 EXPIRED after 1", "next 4 c c1 after 3");
  }

  @Test
  void waitsAsLongAsTheHolderSaidThatItMayGoOn() {
    var story = three().and("alive a a1 holding 1 asks nobody for 120").when("expire a1");

    assertThat(Deadlines.of(story.state()))
        .filteredOn(wait -> wait.fact() instanceof Fact.Timer timer && timer.name().equals("ghost"))
        .extracting(Wait::duration)
        .allMatch(wait -> wait.compareTo(Duration.ofMinutes(2)) > 0)
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "released 9000000000000 b b1",
        "released 3 x x1",
        "released 2 b b1 unheld",
      })
  void waitsOnWhenSomebodySaysWhatNobodyCanKnow(String record) {
    var story = three().and("alive a a1 holding 1 asks nobody", "expire a1").when(record);

    assertThat(story.state().holdover().ghosts()).hasSize(1);
  }

  @Test
  void waitsForWhoExpiredWhileRecordsWereMissing() {
    var story = three().and("gap 90", "expire a1", "all read").when("timer gap");

    assertThat(story.state().holdover().ghosts()).hasSize(1);
  }

  @Test
  void givesTheVipsOnToWhoIsFoundToHoldThemAlthoughSomebodyWasWaitedFor() {
    three()
        .and("alive a a1 holding 1 asks b", "expire a1", "gap 90", "alive b b1 holding 2")
        .and("all read")
        .when("timer gap")
        .thenOrders("define 1", "assign 4 b b1 EXPIRED after 2", "next 5 c c1 after 4");
  }

  @Test
  void waitsForNobodyWhenALaterHolderHasLetGo() {
    var story =
        three().and("alive a a1 holding 1 asks nobody", "expire a1").when("released 2 b b1");

    assertThat(story.state().holdover().ghosts()).isEmpty();
  }

  @Test
  void assignsAtOnceToWhomTheHolderNamed() {
    var story = three().and("alive a a1 holding 1 asks b").when("expire a1");

    story.thenOrders("dead a1", "assign 2 b b1 EXPIRED after 1", "next 3 c c1 after 2");
    assertThat(story.state().holdover().ghosts()).hasSize(1);
  }

  @Test
  void waitsOnAlthoughSomebodyIsAssignedWhoDoesNotHoldYet() {
    var story = three().and("alive a a1 holding 1 asks b", "expire a1").when("closed b b1");

    story.thenOrders("dead b1", "release 3 c c1");
  }

  @Test
  void waitsForNobodyAnyMoreOnceSomebodyHolds() {
    var story =
        three().and("alive a a1 holding 1 asks b", "expire a1").when("alive b b1 holding 2");

    assertThat(story.state().holdover().ghosts()).isEmpty();
  }

  @Test
  void waitsForNobodyWhoseKeeperSaysThatItsGateIsShut() {
    for (String record : List.of("closed a a1", "released 1 a a1", "first a a2 ended a1")) {
      var story = three().and("alive a a1 holding 1 asks nobody", "expire a1").when(record);

      assertThat(story.state().holdover().ghosts()).as(record).isEmpty();
    }
  }

  @Test
  void doesNotGiveTheVipsToACopyOfTheMachineThatMayHoldThem() {
    var story = three().and("alive a a1 holding 1 asks nobody", "expire a1").when("first a a2");

    assertThat(story.orders()).noneMatch(order -> order.startsWith("assign"));
    assertThat(story.state().holdover().ghosts()).hasSize(1);
  }

  @Test
  void takesNoListOfAKeepaliveThatIsNoHoldersOrHoldsNothing() {
    var story = three().when("alive b b1 asks nobody");
    assertThat(story.state().holdover()).isEqualTo(Holdover.NONE);

    story.when("alive a a1 asks nobody");
    assertThat(story.state().holdover()).isEqualTo(Holdover.NONE);
  }

  @Test
  void namesEverybodyAgainWithTheNextEpoch() {
    var story = three().and("alive a a1 holding 1 asks b").when("released 1 a a1");

    assertThat(story.state().sessions().values()).allMatch(each -> each.roster().isEmpty());
  }

  @Test
  void tellsWhoHasASessionBeforeItAssigns() {
    var story = given("define 1 a:1", "healthy a").when("first a a1");

    assertThat(story.last().orders().get(0).command().toString()).startsWith("Peers");
    assertThat(story.last().orders().get(1).command().toString()).startsWith("Assign");
  }
}
