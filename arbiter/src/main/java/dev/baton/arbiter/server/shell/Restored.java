package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.log.EventLog;
import dev.baton.log.LogUnavailableException;
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
   * @throws LogUnavailableException when the log does not answer
   */
  static Restored from(EventLog log, int partition, Truncations truncations) {
    FoldReplica fold = FoldReplica.from(PartitionFold.standard(), log.latestSnapshots(partition));
    truncations.rewind(fold);
    long commandsEnd = log.bounds(Topic.COMMANDS, partition).end();
    boolean commandsLost = fold.commandsFrom() > commandsEnd;
    // Otherwise every runner that begins here would find them lost anew, and report it.
    fold.commandsEndAt(commandsEnd);
    boolean factsGone = log.bounds(Topic.EVENTS, partition).first() > fold.eventsFrom();
    return new Restored(fold, factsGone || commandsLost);
  }
}
