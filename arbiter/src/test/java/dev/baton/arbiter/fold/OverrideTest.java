package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rule M: an operator's word in place of members that do not read. */
class OverrideTest {

  @Test
  void endsAChangeToMembersThatNobodyHas() {
    var story =
        held("")
            .and("define 2 x:200,y:100", "alive a a1 holding 1 read 2", "timer definition")
            .and("released 1 a a1", "define 3 a:200,b:100", "alive a a1 seen 1 read 3")
            .and("alive b b1 seen 1 read 3");
    assertThat(story.state().definitions().timing()).isFalse();

    story.and("define 4 a:200,b:100 override");
    assertThat(story.detail(Kind.DEFINITION, AuditDetail.ANSWER, "definition 4 taken"))
        .isEqualTo("accepted");
    story.when("timer definition").thenOrders("assign 3 a a1 RELEASED after 1");
    assertThat(version(story)).isEqualTo(4);
  }

  @Test
  void takesThePlaceOfWhatIsUnderWay() {
    var story = held("").and("define 2 x:200,y:100").when("define 3 a:200,b:100 override");

    story.thenOrders("define 3");
    story.when("timer definition").thenOrders();
    assertThat(version(story)).isEqualTo(3);
    assertThat(story.state().definitions().replaced()).isEmpty();
  }

  @Test
  void isNotInForceBeforeTheHoldoverHasPassed() {
    var story = held("").when("define 2 b:100 override").and("alive b b1 seen 1 read 2");

    // Also when somebody has read it: who has not may count promises of former members.
    assertThat(version(story)).isEqualTo(1);
    assertThat(Deadlines.of(story.state()))
        .filteredOn(wait -> wait.fact().equals(new Fact.Timer("definition", 2)))
        .singleElement()
        .satisfies(
            wait -> assertThat(wait.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(30)));
  }

  @Test
  void choosesNobodyWhomAReplacedDefinitionLeavesOut() {
    var story =
        given("define 1 a:200,b:100,c:50", "first a a1", "first b b1", "first c c1")
            .and("healthy b", "healthy a", "healthy c", "acquired 1 a a1")
            .and("define 2 a:200,b:100", "define 3 a:200,b:100,c:50 override", "unhealthy b");

    story.when("unhealthy a").thenOrders();
    assertThat(story.detail(Kind.DECISION, AuditDetail.OBSTACLE)).isEqualTo("NOBODY_ELIGIBLE");
    story.when("timer definition").thenOrders("next 3 c c1 after 1", "release 1 a a1");
    story.when("released 1 a a1").thenOrders("assign 3 c c1 RELEASED after 1");
  }

  @Test
  void remembersEveryDefinitionThatWasReplaced() {
    var story =
        given("define 1 a:200,b:100,c:50", "first a a1", "first b b1", "first c c1")
            .and("healthy b", "healthy a", "healthy c", "acquired 1 a a1")
            .and("define 2 a:200,b:100", "define 3 a:200,c:100 override")
            .and("define 4 a:200,b:100,c:50 override");

    story.when("unhealthy a").thenOrders();
    story.when("timer definition version 3").thenOrders();
    assertThat(version(story)).isEqualTo(1);
    story.when("timer definition").thenOrders("next 3 b b1 after 1", "release 1 a a1");
    assertThat(version(story)).isEqualTo(4);
  }

  @Test
  void isInForceAtOnceWhereNothingIsDefined() {
    var story = given().when("define 1 a:200 override");

    assertThat(version(story)).isEqualTo(1);
    assertThat(story.state().definitions().timing()).isFalse();
  }

  @Test
  void needsTheNextVersionAllTheSame() {
    var story = held("").and("define 2 x:200").when("define 2 a:200,b:100 override");

    assertThat(story.detail(Kind.DEFINITION, AuditDetail.REFUSAL)).isEqualTo("STALE_VERSION");
  }

  private static long version(Story story) {
    return story.state().definitions().effective().orElseThrow().version();
  }
}
