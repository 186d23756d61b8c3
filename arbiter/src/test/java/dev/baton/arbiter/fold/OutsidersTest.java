package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Ranges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule B listens to members alone. */
class OutsidersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first zz z1 seen 500",
        "first zz z1 holding 500",
        "alive zz z1 holding 1",
        "alive zz z1 seen 500 read 9",
        "alive zz z1 generation 9999999999999",
        "first zz z1 seen 500 generation 9999999999999",
        "released 500 zz z1",
        "released 1 zz a1",
        "acquired 500 zz z1",
        "acquired 1 zz a1",
        "failed 1 zz",
        "outcome 500 zz arp 0 PLACED",
        "healthy zz",
        "unhealthy zz",
        "hook demote 1 zz 0",
        "hook promote 2 zz 0",
        "incident zz 1",
        "closed zz a1",
        "closed zz z1",
        "alive zz a1 holding 500",
        "alive a a1 install i-zz holding 500",
        "alive b a1 holding 1",
        "acquired 500 a strange",
        "released 500 b strange",
        "expire z1 last 3",
        "timer health/zz version 3",
        "all read",
        "timer gap version 1",
      })
  void movesNothingAtTheWordOfAStranger(String line) {
    var story = held();
    var before = story.state();
    long generation = story.model().partition().generation();

    story.when(line);

    assertThat(story.state().assignment()).isEqualTo(before.assignment());
    assertThat(story.state().epoch()).isEqualTo(before.epoch());
    assertThat(story.state().deadSessions()).isEqualTo(before.deadSessions());
    assertThat(story.model().partition().generation()).isEqualTo(generation);
    assertThat(story.orders()).allMatch(order -> order.startsWith("dead z"));
    assertThat(story.and("alive a a1 holding 1").when("unhealthy a").orders())
        .containsExactly("release 1 a a1");
  }

  @Test
  void takesNobodyForTheHolderInAGapButMembers() {
    held()
        .and("gap 90", "alive zz z1 holding 1", "alive zz z1 seen 700")
        .and("all read")
        .when("timer gap")
        .thenOrders("define 1", "assign 3 a a1 EXPIRED after 1", "next 4 b b1 after 3");
  }

  @Test
  void hearsAHolderInAGapWhoseDefinitionWasLost() {
    held()
        .and("gap 90", "alive c c1 holding 9 read 2")
        .and("all read")
        .when("timer gap")
        .thenOrders(
            "define 1",
            "assign 10 c c1 EXPIRED after 9",
            "next 11 a a1 after 10",
            "release 10 c c1");
  }

  @Test
  void hearsEverybodyWhileNothingIsDefined() {
    assertThat(given().when("alive a a1 holding 7").state().epoch().value()).isEqualTo(7);
  }

  @Test
  void hearsWhoHoldsAlthoughItIsAMemberNoMore() {
    var story = held().and("define 2 b:1", "alive b b1 seen 1 read 2", "timer definition");

    assertThat(story.when("alive a a1 holding 3").state().epoch().value()).isEqualTo(3);
  }

  @Test
  void leavesMembersRoomHoweverManyStrangersThereAre() {
    var story = given("define 1 a:2,b:1");
    for (int i = 0; i < 200; i++) {
      story.and("first n" + i + " n-s" + i, "healthy m" + i);
    }
    story.and("first b b1", "healthy b", "first a a1").when("healthy a");

    story.thenOrders("assign 1 a a1 FIRST after 0", "next 2 b b1 after 1");
  }

  @Test
  void believesNoEpochThatNoLossCanExplain() {
    var story = held().when("alive b b1 seen " + Ranges.MOST_NUMBER);

    assertThat(story.state().epoch().value()).isEqualTo(1);
    story.when("unhealthy a").thenOrders("release 1 a a1");
    assertThat(held().when("epoch-found " + Ranges.MOST_NUMBER).state().epoch().value())
        .isEqualTo(1);
  }

  @Test
  void assignsOnAfterTheHighestEpochThatIsBelieved() {
    long most = 1 + Ranges.MOST_AHEAD;

    held()
        .and("alive b b1 seen " + most)
        .and("all read")
        .when("timer gap")
        .thenOrders(
            "define 1",
            "assign " + (most + 1) + " a a1 EXPIRED after " + most,
            "next " + (most + 2) + " b b1 after " + (most + 1));
  }

  @Test
  void believesNoGenerationThatLeavesNoneForLater() {
    var story = held().when("alive b b1 generation " + Ranges.MOST_NUMBER);

    assertThat(story.model().partition().generation()).isZero();
    story.when("unhealthy a").thenOrders("release 1 a a1");
  }
}
