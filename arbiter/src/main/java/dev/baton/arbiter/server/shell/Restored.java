package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.log.Tail;
import dev.baton.log.Topic;

/**
 * A fold restored from the committed state.
 *
 * @param fold where it stands
 * @param missing whether facts after the snapshots are no longer kept, or commands are lost of
 *     which the snapshots tell
 */
record Restored(FoldReplica fold, boolean missing) {

  /**
   * Reads the committed state.
   *
   * @param truncations where the log turned out to end
   */
  static Restored from(Tail.Start start, Truncations truncations) {
    FoldReplica fold = FoldReplica.from(PartitionFold.standard(), start.snapshots());
    truncations.rewind(fold);
    long commandsEnd = start.bounds(Topic.COMMANDS).end();
    boolean commandsLost = fold.commandsFrom() > commandsEnd;
    // Otherwise every runner that begins here would find them lost anew, and report it.
    fold.commandsEndAt(commandsEnd);
    boolean factsGone = start.bounds(Topic.EVENTS).first() > fold.eventsFrom();
    return new Restored(fold, factsGone || commandsLost);
  }
}
