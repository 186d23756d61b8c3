package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import org.junit.jupiter.api.Test;

/** How a cluster is taken away, and a node forgotten. */
class UndefiningTest {

  @Test
  void lettingGoComesBeforeTheDefinitionGoes() {
    var story = held("").when("undefine");

    story.thenOrders("release 2 b b1", "release 1 a a1");
    assertThat(story.state().definitions().effective()).isPresent();
    story.when("released 1 a a1").thenOrders("undefine 2");
    assertThat(story.state().definitions().latest()).isEmpty();
    assertThat(story.state().definitions().latestVersion()).isEqualTo(2);
  }

  @Test
  void waitsForADeadHoldersSessionToBeOver() {
    var story = held("").and("undefine").when("healthy b");

    story.thenOrders();
    story.when("expire a1").thenOrders("dead a1", "undefine 2");
  }

  @Test
  void isDoneAtOnceWhereNobodyHolds() {
    given("define 1 a:200,b:100").when("undefine").thenOrders("undefine 2");
  }

  @Test
  void takesAChangeUnderWayAlong() {
    var story = held("").and("define 2 x:200,y:100").when("undefine");

    story.thenOrders("release 1 a a1");
    story.when("released 1 a a1").thenOrders("undefine 3");
  }

  @Test
  void assignsNobodyAfterwardsUntilItIsDefinedAgain() {
    var story = held("").and("undefine", "released 1 a a1");

    story.when("alive b b1 seen 1 read 2").thenOrders();
    story.when("define 3 b:100").thenOrders("define 3", "assign 3 b b1 RELEASED after 1");
  }

  @Test
  void hearsNoStrangerAfterwards() {
    var story = held("").and("undefine", "released 1 a a1");

    assertThat(story.and("first zz z1 seen 500 read 0").state().epoch().value()).isEqualTo(1);
    assertThat(story.and("first zz z1 holding 500 read 0").state().epoch().value()).isEqualTo(1);
  }

  /** The log may have lost that the cluster was defined again. */
  @Test
  void hearsWhoHasReadALaterDefinition() {
    var story = held("").and("undefine", "released 1 a a1", "first b b2 ended b1 seen 5 read 4");

    assertThat(story.state().epoch().value()).isEqualTo(5);
  }

  @Test
  void refusesADefinitionMeanwhile() {
    var story = held("").and("undefine").when("define 2 a:200 override");

    assertThat(story.detail(Kind.DEFINITION, AuditDetail.REFUSAL)).isEqualTo("UNDEFINING");
  }

  @Test
  void refusesOrdersOfAClusterThatIsUndefined() {
    var story = held("").and("undefine", "released 1 a a1").when("switchover");

    assertThat(story.detail(Kind.REQUEST, AuditDetail.REASON)).isEqualTo("NOT_DEFINED");
  }

  /** An arbiter found in the commands under which version it was undefined before a loss. */
  @Test
  void isGoneUnderTheVersionThatTheCommandsHave() {
    var story = held("").and("undefine version 7").when("released 1 a a1");

    story.thenOrders("undefine 7");
    story.when("define 8 x:100").thenOrders("define 8");
  }

  @Test
  void isGoneUnderTheNextVersionWhereThatIsLater() {
    held("").and("undefine version 1").when("released 1 a a1").thenOrders("undefine 2");
  }

  @Test
  void whatIsGoneAlreadyIsGoneUnderTheLaterVersionThatTheCommandsHave() {
    var story = held("").and("undefine", "released 1 a a1").when("undefine version 5");

    story.thenOrders("undefine 5");
    assertThat(story.state().definitions().latestVersion()).isEqualTo(5);
    story.when("undefine version 5 as r2").thenOrders();
    assertThat(reason(story)).isEqualTo("NOT_DEFINED");
  }

  @Test
  void believesNoVersionOutOfReach() {
    long beyond = Ranges.MOST_AHEAD + 2;
    var story = held("").when("undefine version " + beyond);

    story.thenOrders();
    assertThat(reason(story)).isEqualTo("STALE_VERSION");
    var gone = story.and("undefine as r2", "released 1 a a1");
    assertThat(reason(gone.when("undefine version " + (beyond + 1) + " as r3")))
        .isEqualTo("STALE_VERSION");
  }

  @Test
  void tellsAKeeperAgainThatDidNotReadIt() {
    var story = held("").and("undefine", "released 1 a a1");
    for (int keepalive = 1; keepalive < CommandRedelivery.PATIENCE; keepalive++) {
      story.and("alive a a1 seen 1 read 1");
    }

    story.when("alive a a1 seen 1 read 1").thenOrders("undefine 2");
  }

  @Test
  void aClusterDefinedAnewIsNoticedByKeepersThatKnowLaterVersions() {
    var story = given("first a a1 read 7").when("define 1 a:200");
    assertThat(
            story.state().nextVersion(story.state().definitions().latest().orElseThrow().members()))
        .isEqualTo(8);

    story.and("alive a a1 read 7").when("define 8 a:200 override").thenOrders("define 8");
  }

  @Test
  void forgetsANodeThatOnceSpoke() {
    var story = held("").and("healthy z", "first z z1", "closed z z1");

    story.when("forget z");
    assertThat(story.detail(Kind.REQUEST, AuditDetail.ANSWER)).isEqualTo("accepted");
    assertThat(story.state().nodes()).doesNotContainKey(new NodeId("z"));
  }

  @Test
  void forgetsNoMemberAndNobodyAlive() {
    var story = held("").and("define 2 a:200,b:100,c:50", "first z z1");

    assertThat(reason(story.when("forget a"))).isEqualTo("MEMBER");
    assertThat(reason(story.when("forget c"))).isEqualTo("MEMBER");
    assertThat(reason(story.when("forget z"))).isEqualTo("ALIVE");
    assertThat(reason(story.when("forget q"))).isEqualTo("UNKNOWN_NODE");
  }

  private static String reason(Story story) {
    return story.detail(Kind.REQUEST, AuditDetail.REASON);
  }
}
