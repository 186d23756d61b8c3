package dev.baton.simulation;

import dev.baton.arbiter.core.LiveFold;
import dev.baton.arbiter.core.PartitionFold;
import dev.baton.model.Snapshot;
import java.util.List;
import java.util.OptionalLong;

/** How an arbiter's shell begins anew from the committed state, knowing where the log ended. */
final class Restoring {
  private OptionalLong truncatedAt = OptionalLong.empty();
  private long generation;

  /** The log was found to end there, by a fold of that generation. */
  void truncated(long offset, long foldedGeneration) {
    truncatedAt = OptionalLong.of(offset);
    generation = foldedGeneration;
  }

  /** A runner begins again, because of what it read, not because the log is shorter. */
  void again(OptionalLong at, long foldedGeneration) {
    truncatedAt = at;
    generation = foldedGeneration;
  }

  LiveFold restore(PartitionFold rules, List<Snapshot> snapshots) {
    LiveFold fold = LiveFold.from(rules, snapshots);
    boolean before = fold.model().partition().generation() <= generation;
    if (truncatedAt.isPresent() && before) {
      // The committed state knows of records that are lost, and of nothing that took their places.
      fold.rewind(truncatedAt.getAsLong());
    }
    return fold;
  }
}
