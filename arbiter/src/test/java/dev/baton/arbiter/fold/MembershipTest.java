package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import org.junit.jupiter.api.Test;

/** Rule M. */
class MembershipTest {

  @Test
  void takesTheFirstDefinitionAtOnce() {
    var story = given().when("define 1 a:1,b:1");

    story.thenOrders("define 1");
    assertThat(story.state().definitions().pending()).isEmpty();
  }

  @Test
  void waitsForAllMembersButOneAndThenALease() {
    var story = three().and("define 2 a:200,b:100,d:50");

    story.and("alive a a1 holding 1 read 2");
    assertThat(story.state().definitions().timing()).isFalse();
    story.and("alive b b1 seen 1 read 2");
    assertThat(story.state().definitions().timing()).isTrue();
    assertThat(version(story)).isEqualTo(1);
    story.when("timer definition");
    assertThat(version(story)).isEqualTo(2);
  }

  @Test
  void doesNotChooseANodeThatIsNoMemberOfBothDefinitions() {
    var story = three().and("define 2 a:200,b:100,d:300", "first d d1", "healthy d", "unhealthy b");

    story.when("unhealthy a").thenOrders();
    assertThat(story.detail(Kind.DECISION, AuditDetail.OBSTACLE)).isEqualTo("NOBODY_ELIGIBLE");
  }

  @Test
  void releasesAHolderThatIsNoMemberAnyMore() {
    var story =
        three()
            .and("define 2 b:100,c:300")
            .and("alive a a1 holding 1 read 2", "alive b b1 seen 1 read 2")
            .when("timer definition");

    story.thenOrders("release 2 b b1", "next 3 c c1 after 1", "release 1 a a1");
    story.when("released 1 a a1").thenOrders("assign 3 c c1 RELEASED after 1");
  }

  @Test
  void refusesAVersionThatDoesNotFollow() {
    var story = held().when("define 3 a:1");

    story.thenOrders();
    assertThat(story.detail(Kind.DEFINITION, AuditDetail.REFUSAL)).isEqualTo("STALE_VERSION");
  }

  @Test
  void refusesADefinitionWhileOneIsUnderWay() {
    var story = three().and("define 2 a:1,b:1,c:1").when("define 3 a:1");

    assertThat(story.detail(Kind.DEFINITION, AuditDetail.REFUSAL))
        .isEqualTo("DEFINITION_UNDER_WAY");
  }

  @Test
  void refusesADefinitionOfAnotherCluster() {
    var story = given().when("define 1 a:1 cluster other");

    assertThat(story.detail(Kind.DEFINITION, AuditDetail.REFUSAL)).isEqualTo("WRONG_CLUSTER");
  }

  @Test
  void ignoresTheTimerOfAnotherVersion() {
    var story =
        three()
            .and("define 2 a:200,b:100", "alive a a1 holding 1 read 2", "alive b b1 seen 1 read 2")
            .when("timer definition version 1");

    assertThat(version(story)).isEqualTo(1);
  }

  private static Story three() {
    return given("define 1 a:200,b:100,c:50", "first a a1", "first b b1", "first c c1")
        .and("healthy b", "healthy a", "timer settle", "acquired 1 a a1", "healthy c");
  }

  private static long version(Story story) {
    return story.state().definitions().effective().orElseThrow().version();
  }
}
