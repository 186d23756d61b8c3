package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.definition.Member;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.fact.Operation;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Quarantine;
import dev.baton.model.state.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule Q: a record that the fold cannot take stops its own cluster and nothing else. */
class QuarantineTest {

  private static final ClusterId OTHER = new ClusterId("other");

  @Test
  void keepsTheStateBeforeTheRecordAndOrdersNothing() {
    var story = broken();

    story.thenOrders();
    assertThat(story.state().assignment())
        .isEqualTo(new AssignmentState.Held(new NodeId("a"), a1(), true));
    assertThat(story.state().quarantine().orElseThrow().position())
        .isEqualTo(story.state().folded());
    assertThat(story.state().quarantine().orElseThrow().why()).contains("no wish for b");
    assertThat(story.detail(Kind.PARTITION, AuditDetail.WHY)).contains("no wish for b");
    assertThat(story.detail(Kind.PARTITION, AuditDetail.RECORD))
        .isEqualTo(story.state().quarantine().orElseThrow().position().toString());
    assertThat(Deadlines.of(story.state())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unhealthy a",
        "closed a a1",
        "released 1 a a1",
        "failed 1 a",
        "expire a1",
        "all read",
        "timer gap version 1",
        "alive b b1 seen 90",
        "first a a2 ended a1",
        "epoch-found 9",
        "gap 90",
      })
  void foldsNothingOfTheClusterMeanwhile(String line) {
    var story = broken();
    var before = story.state();

    story.when(line).thenOrders();

    assertThat(story.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maintenance on", "resume a", "standby a", "acknowledge"})
  void refusesWhatOperatorsAskForAndSaysWhy(String line) {
    assertThat(broken().when(line).detail(Kind.REQUEST, AuditDetail.REASON))
        .isEqualTo("QUARANTINED");
  }

  @Test
  void refusesADefinitionAndSaysWhy() {
    assertThat(broken().when("define 2 a:1").detail(Kind.DEFINITION, AuditDetail.REFUSAL))
        .isEqualTo("QUARANTINED");
  }

  @Test
  void findsTheHolderAgainWhenTheRecordIsSkipped() {
    var story = broken().and("alive a a1 holding 1");
    lift(story);

    story.thenOrders("define 1");
    assertThat(story.state().quarantine()).isEmpty();
    assertThat(story.state().assignment()).isInstanceOf(AssignmentState.Suspended.class);
    story
        .and("alive a a1 holding 1")
        .and("all read")
        .when("timer gap")
        .thenOrders("define 1", "assign 3 a a1 EXPIRED after 1", "next 4 b b1 after 3");
  }

  @Test
  void takesNoKeepaliveForTheLastThatWasFollowedByOthersMeanwhile() {
    var story = broken();
    Position before = story.state().sessions().get(a1()).last();
    story.and("alive a a1 holding 1");
    lift(story);

    story.when("expire a1 last " + before).thenOrders();
    assertThat(story.state().sessions()).containsKey(a1());
  }

  @Test
  void waitsOutWhoDiedMeanwhile() {
    var story = broken().and("closed a a1");
    lift(story);

    story.when("expire a1").thenOrders("dead a1");
    story.and("all read").when("timer gap").thenOrders("define 1");
    story.when("timer ghost").thenOrders("assign 3 b b1 EXPIRED after 1");
  }

  @Test
  void refusesToLiftWhatIsNotQuarantined() {
    var story = Story.held();
    lift(story);

    assertThat(story.detail(Kind.REQUEST, AuditDetail.REASON)).isEqualTo("NOT_QUARANTINED");
    assertThat(story.state().quarantine()).isEmpty();
  }

  @Test
  void quarantinesAgainWhereTheNextRecordBreaksAsWell() {
    var story = broken();
    Position first = story.state().quarantine().orElseThrow().position();
    lift(story);
    story.and("all read", "timer gap", "acquired 3 a a1").when("switchover to b");

    assertThat(story.state().quarantine().orElseThrow().position()).isGreaterThan(first);
  }

  @Test
  void touchesNoOtherCluster() {
    var story = broken();
    PartitionFold fold = fragile();
    Result other =
        fold.apply(
            story.model(),
            new FactRecord(
                Optional.of(OTHER),
                new Position(10_000),
                Story.BEGINNING,
                FactText.parse(
                    "define 1 a:1 vip 10.20.0.20 cluster other", ClusterState.empty(OTHER))));

    assertThat(other.orders()).hasSize(1);
    assertThat(other.next().clusters().get(FactText.WEB)).contains(story.state());
    assertThat(other.next().clusters().get(OTHER).orElseThrow().quarantine()).isEmpty();
  }

  @Test
  void goesOnFromASnapshotInQuarantine() {
    var story = broken();
    FoldReplica resumed =
        FoldReplica.from(
            fragile(), List.of(new Snapshot(story.state(), story.model().partition(), 0)));
    FactRecord next =
        new FactRecord(
            Optional.of(FactText.WEB),
            new Position(resumed.eventsFrom()),
            Story.BEGINNING,
            FactText.parse("unhealthy a", story.state()));

    assertThat(resumed.apply(next).orders()).isEmpty();
    assertThat(resumed.model().clusters().get(FactText.WEB).orElseThrow().quarantine()).isPresent();
  }

  @Test
  void quarantinesAClusterWhoseSnapshotMakesNoSense() {
    ClusterState empty = ClusterState.empty(FactText.WEB);
    var story = Story.held();
    PartitionModel senseless =
        new PartitionModel(story.model().partition(), ClusterStates.EMPTY)
            .with(pendingAlone(story.state(), empty));
    Result result =
        PartitionFold.standard()
            .apply(
                senseless,
                new FactRecord(
                    Optional.of(FactText.WEB),
                    new Position(10_000),
                    Story.BEGINNING,
                    FactText.parse("healthy a", story.state())));

    assertThat(result.next().clusters().get(FactText.WEB).orElseThrow().quarantine())
        .map(Quarantine::position)
        .contains(new Position(10_000));
  }

  /** A definition is on its way in, and none in force. */
  private static ClusterState pendingAlone(ClusterState of, ClusterState empty) {
    return new ClusterState(
        of.cluster(),
        of.folded(),
        of.logTime(),
        new dev.baton.model.state.Definitions(
            Optional.empty(), of.definitions().effective(), new java.util.TreeSet<>(), false),
        of.epoch(),
        of.assignment(),
        of.lastHolder(),
        of.move(),
        of.sessions(),
        of.deadSessions(),
        of.nodes(),
        of.maintenance(),
        of.holdDown(),
        of.failbackTo(),
        of.failbackVersion(),
        of.logLosses(),
        of.demoted(),
        empty.settling(),
        of.obstacle(),
        of.placements(),
        of.succession(),
        of.holdover(),
        Optional.empty());
  }

  /** A holds; a switchover to b breaks the fold. */
  static Story broken() {
    return Story.given(
            fragile(),
            "define 1 a:200,b:100",
            "first a a1",
            "first b b1",
            "healthy b",
            "healthy a",
            "acquired 1 a a1")
        .when("switchover to b");
  }

  private static dev.baton.model.SessionId a1() {
    return new dev.baton.model.SessionId("a1");
  }

  private static void lift(Story story) {
    story.append(new Fact.Request("lift", "ann", new Operation.LiftQuarantine()));
  }

  /** Rules that cannot take a wish for a certain node. */
  private static PartitionFold fragile() {
    TreeMap<Integer, FoldRules> versions = new TreeMap<>();
    versions.put(PartitionState.FIRST_RULES, new FoldRules(QuarantineTest::fragile));
    return new PartitionFold(versions);
  }

  private static Comparator<Member> fragile(Preference.Wish wish) {
    if (wish.target().isPresent()) {
      throw new IllegalStateException("no wish for " + wish.target().orElseThrow());
    }
    return Preference.byPriority(wish);
  }
}
