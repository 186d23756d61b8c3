package dev.baton.arbiter.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.arbiter.fold.FactText;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.fold.Story;
import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rule B: the committed state contains events that are lost, and the log has grown again. */
class LostStateTest {
  private static final ArbiterId ARBITER = new ArbiterId("x");
  private static final ClusterId DB = new ClusterId("db");
  private static final Position SNAPSHOT = new Position(9);
  private static final long LOST_FROM = 6;
  private static final long END = 20;

  @Test
  void aFoldGoesBackToTheFirstEventThatIsLost() {
    Restored restored = restored(snapshot(FactText.WEB, 9, 3));

    assertThat(restored.divergence()).hasValue(LOST_FROM);
    assertThat(restored.missing()).isFalse();
    assertThat(restored.fold().eventsFrom()).isEqualTo(LOST_FROM);
    assertThat(restored.fold().lost()).contains(Source.endOf(0, SNAPSHOT));
  }

  @Test
  void aFoldWhoseEventsStandBeginsAfterThem() {
    Restored restored = restored(snapshot(FactText.WEB, 9, 4));

    assertThat(restored.divergence()).isEmpty();
    assertThat(restored.fold().eventsFrom()).isEqualTo(10);
    assertThat(restored.fold().lost()).isEmpty();
  }

  @Test
  void ofSnapshotsOfSeveralEpochsEachIsAskedAbout() {
    Restored restored = restored(snapshot(FactText.WEB, 9, 3), snapshot(DB, 12, 4));

    assertThat(restored.divergence()).hasValue(LOST_FROM);
    assertThat(restored.fold().eventsFrom()).isEqualTo(LOST_FROM);
  }

  @Test
  void aSnapshotOfAnUnknownEpochIsTakenAsItIs() {
    Restored restored =
        restored(
            new Snapshot(
                Story.given().state(),
                new PartitionState(SNAPSHOT, 0, PartitionState.FIRST_RULES),
                0,
                OptionalInt.empty()));

    assertThat(restored.divergence()).isEmpty();
  }

  @Test
  void theLossIsReportedOnceTheLogIsReadIfNobodyHas() {
    PartitionRunner runner = runner(restored(snapshot(FactText.WEB, 9, 3)));
    List<Effect> effects = new ArrayList<>();
    for (long offset = LOST_FROM; offset < END; offset++) {
      assertThat(losses(effects)).isEmpty();
      effects.addAll(runner.onEvent(timer(offset), 0));
    }

    assertThat(losses(effects)).containsExactly(new Fact.LogLoss(ARBITER, SNAPSHOT, 0));
  }

  @Test
  void theLossIsNotReportedAgain() {
    PartitionRunner runner = runner(restored(snapshot(FactText.WEB, 9, 3)));
    List<Effect> effects = new ArrayList<>();
    for (long offset = LOST_FROM; offset < END; offset++) {
      FactRecord told =
          new FactRecord(
              Optional.empty(),
              new Position(offset),
              Story.BEGINNING,
              new Fact.LogLoss(new ArbiterId("y"), SNAPSHOT, 0));
      effects.addAll(runner.onEvent(offset == 8 ? told : timer(offset), 0));
    }

    assertThat(losses(effects)).isEmpty();
  }

  @Test
  void aLeaderThatNeverFoldedWhatIsLostReportsItAndBeginsThere() {
    PartitionRunner runner = runner(restored());
    Source committed = Source.endOf(0, SNAPSHOT);

    List<Effect> effects = runner.onClaimed(committed, OptionalLong.of(LOST_FROM), 0);

    assertThat(losses(effects)).containsExactly(new Fact.LogLoss(ARBITER, SNAPSHOT, 0));
    assertThat(effects).contains(new Effect.Refold(OptionalLong.of(LOST_FROM)));
  }

  @Test
  void aLeaderThatBeganThereGoesOn() {
    Restored restored = restored(snapshot(FactText.WEB, 9, 3));
    PartitionRunner runner = runner(restored);

    List<Effect> effects = runner.onClaimed(restored.fold().begun(), restored.divergence(), 0);

    assertThat(effects).noneMatch(Effect.Refold.class::isInstance);
  }

  @Test
  void noSnapshotOfLostEventsStaysTheNewest() {
    AuditRunner audit =
        new AuditRunner(restored(snapshot(FactText.WEB, 9, 3), snapshot(DB, 12, 4)).fold(), 0);
    for (long offset = LOST_FROM; offset < 14; offset++) {
      audit.onEvent(timer(offset), OptionalInt.of(4));
    }

    assertThat(audit.lastBatch(0).orElseThrow().snapshots())
        .extracting(Snapshot::partition, Snapshot::leaderEpoch)
        .hasSize(2)
        .containsOnly(
            tuple(
                new PartitionState(new Position(13), 0, PartitionState.FIRST_RULES),
                OptionalInt.of(4)));
  }

  private static Snapshot snapshot(ClusterId cluster, long folded, int leaderEpoch) {
    ClusterState state = ClusterState.empty(cluster);
    return new Snapshot(
        state,
        new PartitionState(new Position(folded), 0, PartitionState.FIRST_RULES),
        0,
        OptionalInt.of(leaderEpoch));
  }

  /** Of leader epoch 3 the events from {@link #LOST_FROM} on are lost. */
  private static Restored restored(Snapshot... snapshots) {
    return Restored.from(
        PartitionFold.standard(),
        List.of(snapshots),
        new Restored.Kept(0, END, 0),
        (readUpTo, leaderEpoch) ->
            leaderEpoch <= 3 && readUpTo.offset() >= LOST_FROM
                ? OptionalLong.of(LOST_FROM)
                : OptionalLong.empty(),
        new Truncations());
  }

  private static PartitionRunner runner(Restored restored) {
    return new PartitionRunner(
        new RunnerSettings(ARBITER, Duration.ofMillis(100), 3, Duration.ZERO, 0),
        restored.fold(),
        0);
  }

  private static FactRecord timer(long offset) {
    return new FactRecord(
        Optional.of(FactText.WEB),
        new Position(offset),
        Story.BEGINNING,
        new Fact.Timer("definition", 1));
  }

  private static Stream<Fact> losses(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.AppendFact.class::isInstance)
        .map(effect -> ((Effect.AppendFact) effect).fact())
        .filter(Fact.LogLoss.class::isInstance);
  }
}
