package dev.baton.bench;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.bench.Site.Said;
import dev.baton.model.Position;
import dev.baton.model.fact.FactRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The fold alone: what keepers and agents of clusters at rest say. */
final class FoldBench {
  private static final Instant WHEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int STEP = 1_000;

  private final List<Said> second;
  private final FoldReplica fold = FoldReplica.from(PartitionFold.standard(), List.of());
  private long position;
  private int next;

  private FoldBench(int clusters) {
    Site site = new Site(clusters);
    second = site.second();
    site.beginning().forEach(this::fold);
  }

  static Figure measure(int clusters, Rounds rounds) {
    FoldBench bench = new FoldBench(clusters);
    return rounds.measure("fold", clusters, "events", bench::step);
  }

  private long step() {
    for (int index = 0; index < STEP; index++) {
      fold(second.get(next));
      next = next + 1 == second.size() ? 0 : next + 1;
    }
    return STEP;
  }

  private void fold(Said said) {
    var unused =
        fold.apply(
            new FactRecord(
                Optional.of(said.cluster()), new Position(position++), WHEN, said.fact()));
  }
}
