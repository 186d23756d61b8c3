package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.definition.Member;
import dev.baton.model.state.PartitionState;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rule Z: a change of the fold's behaviour is a fact. */
class FoldVersionTest {

  @Test
  void foldsByTheLaterVersionFromItsRecordOn() {
    String[] vacated = {
      "define 1 a:200,b:100,c:50",
      "first a a1",
      "first b b1",
      "first c c1",
      "healthy b",
      "healthy c",
      "healthy a",
      "acquired 1 a a1",
      "unhealthy a",
    };

    Story.given(twoVersions(), vacated)
        .when("released 1 a a1")
        .thenOrders("assign 2 b b1 RELEASED after 1", "next 3 c c1 after 2");
    Story.given(twoVersions(), vacated)
        .and("fold-version 4")
        .when("released 1 a a1")
        .thenOrders("release 2 b b1", "assign 3 c c1 RELEASED after 1");
  }

  @Test
  void neverGoesBackToAnEarlierVersion() {
    var story = Story.given(twoVersions(), "fold-version 4", "fold-version 3");

    assertThat(story.model().partition().foldVersion()).isEqualTo(PartitionState.FIRST_RULES + 1);
  }

  @Test
  void goesOnByItsRulesWhereOthersAreAskedForThatItDoesNotKnow() {
    var story = Story.held().when("fold-version 999");

    assertThat(story.model().partition().foldVersion()).isEqualTo(PartitionState.FIRST_RULES);
    assertThat(story.detail(Kind.PARTITION, AuditDetail.VERSION)).isEqualTo("999");
    story.when("unhealthy a").thenOrders("release 1 a a1");
  }

  @Test
  void beginsAnEmptyLogByItsFirstVersion() {
    var story = Story.held();

    assertThat(story.model().partition().foldVersion()).isEqualTo(PartitionState.FIRST_RULES);
  }

  /** The later version, for this test alone, prefers the lowest priority. */
  private static PartitionFold twoVersions() {
    SortedMap<Integer, FoldRules> versions = new TreeMap<>();
    versions.put(PartitionState.FIRST_RULES, FoldRules.FIRST);
    versions.put(
        PartitionState.FIRST_RULES + 1,
        new FoldRules(
            wish ->
                Preference.byWish(wish).thenComparing(Comparator.comparingInt(Member::priority))));
    return new PartitionFold(versions);
  }
}
