package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditEntry.Eligibility;
import dev.baton.model.fact.Fact;
import dev.baton.model.state.Obstacle;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts that say that they cannot carry the VIPs, and hosts that find out when they take them. */
class AbilityTest {
  private static final NodeId B = new NodeId("b");

  @Test
  void movesTheVipsFromAHolderWithoutALinkToAStandbyThatHasOne() {
    var story = held().when("alive a a1 holding 1 unable eth0-has-no-carrier");

    story.thenOrders("release 1 a a1");
    assertThat(story.state().move().orElseThrow().reason()).hasToString("HOLDER_UNABLE");
    story.when("released 1 a a1").thenOrders("assign 2 b b1 RELEASED after 1");
  }

  @Test
  void leavesTheVipsWhereTheyAreWhenNobodyHasALink() {
    var story = held().and("alive b b1 seen 1 unable eth0-has-no-carrier");

    story.when("alive a a1 holding 1 unable eth0-has-no-carrier").thenOrders();
    assertThat(story.state().obstacle()).contains(Obstacle.NOBODY_ELIGIBLE);
    story.when("alive a a1 holding 1").thenOrders();
    assertThat(story.state().obstacle()).isEmpty();
  }

  @Test
  void movesOnceALinkOfAStandbyIsBackAndTheHolderHasNone() {
    held()
        .and("alive b b1 seen 1 unable eth0-has-no-carrier")
        .and("alive a a1 holding 1 unable eth0-has-no-carrier")
        .when("alive b b1 seen 1")
        .thenOrders("next 3 b b1 after 1", "release 1 a a1");
  }

  @Test
  void neverChoosesAStandbyWithoutALink() {
    var story = held().and("alive b b1 seen 1 unable eth0-has-no-carrier");

    assertThat(Policy.eligibility(story.state(), B)).isEqualTo(Eligibility.UNABLE);
    story.when("closed a a1").thenOrders("dead a1");
    story.when("alive b b1 seen 1").thenOrders("assign 3 b b1 CLOSED after 1");
  }

  @Test
  void waitsForALinkBeforeTheFirstAssignment() {
    given("define 1 a:200", "healthy a")
        .when("first a a1 unable there-is-no-interface-eth0")
        .thenOrders();
  }

  @Test
  void triesANodeAgainAfterABackOffThatGrows() {
    var story = given("define 1 a:1", "healthy a", "first a a1").when("failed 1 a");

    story.thenOrders();
    assertThat(retries(story)).containsExactly(Duration.ofSeconds(1));
    story.when("timer retry/a version 1").thenOrders("assign 2 a a1 RELEASED after 1");
    story.when("failed 2 a").thenOrders();
    assertThat(retries(story)).containsExactly(Duration.ofSeconds(2));
    story.when("timer retry/a version 1").thenOrders();
  }

  @Test
  void doesNotWaitForEverLonger() {
    var story = given("define 1 a:1", "healthy a", "first a a1");
    for (int epoch = 1; epoch < 10; epoch++) {
      story.and("failed " + epoch + " a").when("timer retry/a version " + epoch);
    }
    story.when("failed 10 a");
    assertThat(retries(story)).containsExactly(Duration.ofSeconds(64));
  }

  @Test
  void forgetsFailedTakesOnceTheVipsAreHeld() {
    var story = given("define 1 a:1", "healthy a", "first a a1").when("failed 1 a");
    story.and("timer retry/a version 1").when("acquired 2 a a1");
    assertThat(story.state().nodes().get(new NodeId("a")).failedTake()).isEmpty();
  }

  @Test
  void forgivesAFailedTakeByANewDefinition() {
    var story = held().and("switchover to b", "released 1 a a1", "failed 2 b", "acquired 3 a a1");

    story.and("define 2 a:200,b:100", "alive a a1 holding 3 read 2", "alive b b1 seen 3 read 2");
    story.when("timer definition version 2");
    assertThat(Policy.eligibility(story.state(), B)).isEqualTo(Eligibility.ELIGIBLE);
  }

  @Test
  void doesNotFailBackToANodeThatCouldNotTakeTheVips() {
    var story =
        given("define 1 a:100,b:200 failback 60s", "first a a1", "first b b1", "healthy a")
            .and("healthy b", "failed 1 b", "acquired 2 a a1")
            .when("timer retry/b version 1");

    assertThat(Policy.eligibility(story.state(), B)).isEqualTo(Eligibility.ELIGIBLE);
    assertThat(story.state().failbackTo()).isEmpty();
  }

  @Test
  void prefersANodeThatNeverFailedToOneThatDid() {
    given("define 1 a:100,b:200,c:50", "first a a1", "first b b1", "first c c1", "healthy a")
        .and("healthy b", "healthy c", "failed 1 b", "acquired 2 a a1", "timer retry/b version 1")
        .when("expire a1")
        .thenOrders("dead a1", "assign 3 c c1 EXPIRED after 2", "next 4 b b1 after 3");
  }

  private static List<Duration> retries(Story story) {
    return Deadlines.of(story.state()).stream()
        .filter(wait -> wait.fact() instanceof Fact.Timer timer && timer.name().startsWith("retry"))
        .map(Wait::duration)
        .toList();
  }
}
