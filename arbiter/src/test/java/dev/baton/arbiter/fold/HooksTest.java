package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The order of a move with scripts. */
class HooksTest {
  private static final String BOTH = "demote 5s promote 5s";

  @Test
  void promotesBeforeTheFirstAssignment() {
    var story = given("define 1 a:1 " + BOTH, "first a a1").when("healthy a");

    story.thenOrders("promote 1 a");
    story.when("hook promote 1 a 0").thenOrders("assign 1 a a1 FIRST after 0");
  }

  @Test
  void releasesThenDemotesThenPromotesThenAssigns() {
    var story = held(BOTH).when("switchover to b");

    story.thenOrders("release 1 a a1");
    story.when("released 1 a a1").thenOrders("demote 1 a");
    story.when("hook demote 1 a 0").thenOrders("promote 2 b");
    story.when("hook promote 2 b 0").thenOrders("assign 2 b b1 RELEASED after 1");
  }

  @Test
  void goesOnWhenTheDemoteScriptIsNotHeardOf() {
    held(BOTH)
        .and("switchover to b", "released 1 a a1")
        .when("timer demote")
        .thenOrders("promote 2 b");
  }

  @Test
  void doesNotWaitForTheDemoteScriptOfANodeThatWasWaitedOut() {
    held(BOTH).when("expire a1").thenOrders("dead a1", "demote 1 a", "promote 2 b");
  }

  @Test
  void triesTheNextCandidateWhenThePromoteScriptFails() {
    var story =
        held(BOTH)
            .and("switchover to b", "released 1 a a1", "hook demote 1 a 0")
            .when("hook promote 2 b 1");

    story.thenOrders("promote 2 a");
    assertThat(story.state().move().orElseThrow().reason()).hasToString("PROMOTION_FAILED");
    story.when("hook promote 2 a 0").thenOrders("assign 2 a a1 RELEASED after 1");
  }

  @Test
  void triesTheNextCandidateWhenThePromoteScriptIsNotHeardOf() {
    held(BOTH)
        .and("switchover to b", "released 1 a a1", "hook demote 1 a 0")
        .when("timer promote")
        .thenOrders("promote 2 a");
  }

  @Test
  void leavesACandidateThatDiedWhileItWasPromoted() {
    held(BOTH)
        .and("switchover to b", "released 1 a a1", "hook demote 1 a 0")
        .when("expire b1")
        .thenOrders("dead b1", "promote 2 a");
  }

  @Test
  void runsNoScriptWhenTheLastHolderGoesOn() {
    held(BOTH).when("first a a2 ended a1").thenOrders("dead a1", "assign 2 a a2 CLOSED after 1");
  }

  @Test
  void ignoresScriptsOfOtherMoves() {
    held(BOTH).and("switchover to b", "released 1 a a1").when("hook demote 0 a 0").thenOrders();
    held(BOTH).and("switchover to b", "released 1 a a1").when("hook demote 1 b 0").thenOrders();
  }
}
