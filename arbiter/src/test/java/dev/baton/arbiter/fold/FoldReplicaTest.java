package dev.baton.arbiter.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Going on from snapshots that stand at different places. */
class FoldReplicaTest {
  private static final ClusterId DB = new ClusterId("db");

  @Test
  void passesOverWhatASnapshotContains() {
    List<FactRecord> log = log();
    FoldReplica whole = FoldReplica.from(PartitionFold.standard(), List.of());
    List<Snapshot> snapshots = new ArrayList<>();
    List<Result> expected = new ArrayList<>();
    for (FactRecord entry : log) {
      Result result = whole.apply(entry);
      if (entry.position().offset() == 3) {
        snapshots.add(snapshot(whole, FactText.WEB));
      }
      if (entry.position().offset() == 6) {
        snapshots.add(snapshot(whole, DB));
      }
      boolean contained = entry.position().offset() <= 6 && entry.cluster().equals(Optional.of(DB));
      if (entry.position().offset() > 3 && !contained) {
        expected.add(result);
      }
    }
    FoldReplica resumed = FoldReplica.from(PartitionFold.standard(), snapshots);

    List<Result> results =
        log.subList((int) resumed.eventsFrom(), log.size()).stream().map(resumed::apply).toList();

    assertThat(resumed.audited()).isEqualTo(new Position(6));
    assertThat(results)
        .flatExtracting(Result::audit)
        .containsExactlyElementsOf(
            expected.stream().flatMap(result -> result.audit().stream()).toList());
    assertThat(resumed.model()).isEqualTo(whole.model());
  }

  @Test
  void goesOnWhereTheLogTurnedOutToEnd() {
    FoldReplica fold = FoldReplica.from(PartitionFold.standard(), List.of());
    log().forEach(fold::apply);

    fold.rewind(4);

    assertThat(fold.eventsFrom()).isEqualTo(4);
    assertThat(fold.model().clusters()).hasSize(2);
  }

  private static Snapshot snapshot(FoldReplica fold, ClusterId cluster) {
    return new Snapshot(
        fold.model().clusters().get(cluster).orElseThrow(), fold.model().partition(), 0);
  }

  /** Two clusters in turns. */
  private static List<FactRecord> log() {
    Story story =
        Story.given(
            "define 1 a:1",
            "define 1 a:1 cluster db",
            "first a a1",
            "first a a1",
            "healthy a",
            "healthy a",
            "expire a1",
            "expire a1",
            "first a a2",
            "first a a2");
    List<FactRecord> log = new ArrayList<>();
    for (FactRecord entry : story.log()) {
      boolean even = entry.position().offset() % 2 == 0;
      Fact fact =
          entry.fact() instanceof Fact.Expire expire
              ? new Fact.Expire(expire.session(), new Position(even ? 2 : 3))
              : entry.fact();
      log.add(
          new FactRecord(
              Optional.of(even ? FactText.WEB : DB), entry.position(), entry.timestamp(), fact));
    }
    return log;
  }
}
