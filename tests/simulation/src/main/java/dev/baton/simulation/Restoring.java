package dev.baton.simulation;

import dev.baton.arbiter.core.LiveFold;
import java.util.OptionalLong;

/** How an arbiter's shell begins anew from the committed state, knowing where the log ended. */
final class Restoring {
  private OptionalLong truncatedAt = OptionalLong.empty();
  private long generation;
  private boolean lost;
  private boolean reported;

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

  /** Whether commands are lost of which the snapshots told, and nobody was told of it yet. */
  boolean takeLost() {
    boolean first = lost && !reported;
    reported = reported || lost;
    return first;
  }

  LiveFold restore(World world) {
    LiveFold fold = LiveFold.from(world.setup.fold(), world.store.latest());
    boolean before = fold.model().partition().generation() <= generation;
    if (truncatedAt.isPresent() && before) {
      // The committed state knows of records that are lost, and of nothing that took their places.
      fold.rewind(truncatedAt.getAsLong());
    }
    lost = fold.commandsFrom() > world.commands.end();
    fold.commandsEndAt(world.commands.end());
    return fold;
  }
}
