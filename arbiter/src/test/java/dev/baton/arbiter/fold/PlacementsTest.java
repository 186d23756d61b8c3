package dev.baton.arbiter.fold;

import static dev.baton.arbiter.fold.Story.given;
import static dev.baton.arbiter.fold.Story.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.Placement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where actuators say that bindings point, clause O. */
class PlacementsTest {
  private static final String ROUTE = "bindings arp,aws-route=rtb-1";

  private static List<String> placements(Story story) {
    return story.state().placements().values().stream()
        .map(
            (Placement of) ->
                of.index()
                    + " "
                    + of.binding()
                    + " "
                    + of.epoch()
                    + " "
                    + of.node()
                    + " "
                    + of.result())
        .toList();
  }

  private static List<String> audit(Story story) {
    return story.audit().stream().map(line -> line.kind() + " " + line.summary()).toList();
  }

  private static Story second() {
    return held(ROUTE).and("outcome 1 a aws-route 1 PLACED", "switchover to b", "released 1 a a1");
  }

  @Test
  void remembersWhereEachBindingPointsAndSinceWhen() {
    var story = held(ROUTE).when("outcome 1 a aws-route 1 PLACED");

    assertThat(placements(story)).containsExactly("1 aws-route 1 a PLACED");
    assertThat(story.state().placements().get(1).since()).isEqualTo(story.state().logTime());
  }

  @Test
  void writesTheOutcomeWithItsCauseAndTheTimeSinceIt() {
    var story = held(ROUTE).and("+250ms").when("outcome 1 a aws-route 1 PLACED");

    assertThat(audit(story)).containsExactly("OUTCOME aws-route points to a");
    assertThat(story.detail(Kind.OUTCOME, AuditDetail.PLACED_AFTER_MS)).isEqualTo("252");
    assertThat(story.detail(Kind.OUTCOME, AuditDetail.CAUSE)).isEqualTo("4");
    assertThat(story.detail(Kind.OUTCOME, AuditDetail.EVIDENCE)).isEqualTo("rtb-1: eni-1, active");
    assertThat(story.detail(Kind.OUTCOME, AuditDetail.TOOK_MS)).isEqualTo("750");
  }

  @ParameterizedTest
  @CsvSource({
    "PLACED,     OUTCOME aws-route points to a",
    "NOT_PLACED, OUTCOME aws-route does not point to a in time: throttled",
    "REFUSED,    OUTCOME aws-route cannot point to a: throttled",
    "SUPERSEDED, OUTCOME aws-route was not yet at a when it was assigned anew",
    "DRIFTED,    INCIDENT aws-route was made to point elsewhere than to a",
    "REPAIRED,   OUTCOME aws-route points to a again",
  })
  void movesNothingWhateverIsTold(String result, String line) {
    var story = held(ROUTE);
    var before = story.state();

    story.when("outcome 1 a aws-route 1 " + result + " because throttled").thenOrders();

    assertThat(audit(story)).containsExactly(line);
    assertThat(story.state().assignment()).isEqualTo(before.assignment());
    assertThat(story.state().nodes()).isEqualTo(before.nodes());
    assertThat(story.state().epoch()).isEqualTo(before.epoch());
    assertThat(placements(story)).containsExactly("1 aws-route 1 a " + result);
  }

  @ParameterizedTest
  @CsvSource({"PLACED", "NOT_PLACED", "REFUSED", "SUPERSEDED"})
  void theFirstAnswerToACommandCountsAndARepeatedOneIsNotWritten(String repeated) {
    var story =
        held(ROUTE)
            .and("outcome 1 a aws-route 1 PLACED")
            .when("outcome 1 a aws-route 1 " + repeated);

    assertThat(story.audit()).isEmpty();
    assertThat(placements(story)).containsExactly("1 aws-route 1 a PLACED");
  }

  @Test
  void aDriftAndItsRepairFollowAnyNumberOfTimes() {
    var story = held(ROUTE).and("outcome 1 a aws-route 1 PLACED");

    for (int time = 0; time < 2; time++) {
      story.when("outcome 1 a aws-route 1 DRIFTED");
      assertThat(audit(story)).hasSize(1);
      assertThat(placements(story)).containsExactly("1 aws-route 1 a DRIFTED");
      story.when("outcome 1 a aws-route 1 REPAIRED");
      assertThat(audit(story)).hasSize(1);
      assertThat(placements(story)).containsExactly("1 aws-route 1 a REPAIRED");
    }
  }

  @Test
  void anOutcomeOfAnEarlierEpochIsWrittenAndDoesNotReplaceALaterOne() {
    var story =
        second().and("outcome 2 b aws-route 1 PLACED").when("outcome 1 a aws-route 1 DRIFTED");

    assertThat(audit(story)).hasSize(1);
    assertThat(placements(story)).containsExactly("1 aws-route 2 b PLACED");
  }

  @Test
  void anOutcomeOfAnEarlierEpochIsRememberedUntilALaterOneComes() {
    var story = second();

    assertThat(placements(story)).containsExactly("1 aws-route 1 a PLACED");
    story.when("outcome 2 b aws-route 1 NOT_PLACED");
    assertThat(placements(story)).containsExactly("1 aws-route 2 b NOT_PLACED");
  }

  @Test
  void anOutcomeThatComesAfterItsMoveIsNotGivenTheNextOnesCause() {
    var story = held(ROUTE).and("switchover to b").when("outcome 1 a aws-route 1 PLACED");

    assertThat(story.detail(Kind.OUTCOME, AuditDetail.CAUSE)).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource({
    "outcome 1 a aws-route 0 PLACED",
    "outcome 1 a aws-route 2 PLACED",
    "outcome 1 a aws-eip 1 PLACED",
    "outcome 0 a aws-route 1 PLACED",
  })
  void ignoresWhatIsNoBindingOfTheDefinitionOrNoAssignment(String line) {
    var story = held(ROUTE).when(line);

    assertThat(story.audit()).isEmpty();
    assertThat(story.state().placements()).isEmpty();
  }

  @Test
  void ignoresOutcomesOfAClusterThatIsNotDefined() {
    var story = given().when("outcome 0 a aws-route 0 PLACED");

    assertThat(story.model().clusters()).isEmpty();
  }

  @Test
  void forgetsWhatWasToldOfABindingThatIsReplaced() {
    String two = "bindings aws-route=rtb-1,aws-eip";
    var story =
        held(two)
            .and("outcome 1 a aws-route 0 PLACED", "outcome 1 a aws-eip 1 PLACED")
            .when("define 2 a:200,b:100 bindings aws-route=rtb-2,aws-eip");

    assertThat(placements(story)).containsExactly("1 aws-eip 1 a PLACED");
    story.when("outcome 1 a aws-route 0 PLACED");
    assertThat(audit(story)).hasSize(1);
  }

  @Test
  void forgetsEverythingThatWasToldOfOtherVips() {
    var story =
        held(ROUTE)
            .and("outcome 1 a aws-route 1 PLACED")
            .when("define 2 a:200,b:100 vip 10.20.0.11 " + ROUTE);

    assertThat(placements(story)).isEmpty();
  }

  @Test
  void aHigherEpochThanTheLogKnowsShowsThatRecordsWereLost() {
    var story = held(ROUTE).when("outcome 7 b aws-route 1 PLACED");

    assertThat(story.state().epoch().value()).isEqualTo(7);
    assertThat(story.state().assignment()).isInstanceOf(AssignmentState.Suspended.class);
    assertThat(story.state().placements()).isEmpty();
  }
}
