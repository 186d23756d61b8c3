package dev.baton.simulation;

import dev.baton.arbiter.fold.FoldReplica;
import java.util.ArrayList;
import java.util.List;

/** How an arbiter's shell begins anew from the committed state, knowing where the log ended. */
final class Restoring {
  private final List<Truncation> truncations = new ArrayList<>();
  private boolean lost;
  private boolean reported;

  private record Truncation(long at, long generation) {}

  /** The log was found to end there, by a fold of that generation. */
  void truncated(long offset, long foldedGeneration) {
    truncations.add(new Truncation(offset, foldedGeneration));
  }

  /** Whether commands are lost of which the snapshots told, and nobody was told of it yet. */
  boolean takeLost() {
    boolean first = lost && !reported;
    reported = reported || lost;
    return first;
  }

  FoldReplica restore(World world) {
    FoldReplica fold = FoldReplica.from(world.setup.fold(), world.store.latest());
    long committed = fold.model().partition().generation();
    for (Truncation truncation : truncations) {
      if (committed <= truncation.generation()) {
        // The committed state knows of records that are lost, and of nothing in their places.
        fold.rewind(truncation.at());
      }
    }
    lost = fold.commandsFrom() > world.commands.end();
    fold.commandsEndAt(world.commands.end());
    return fold;
  }
}
