package dev.baton.arbiter.shell;

import dev.baton.arbiter.core.LiveFold;
import dev.baton.arbiter.core.PartitionFold;
import dev.baton.log.EventLog;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import java.util.OptionalLong;

/**
 * A fold restored from the committed state.
 *
 * @param fold where it stands
 * @param missing whether facts after the snapshots are no longer kept, or commands are lost of
 *     which the snapshots tell
 */
record Restored(LiveFold fold, boolean missing) {

  /**
   * Reads the committed state.
   *
   * @param truncatedAt where the log turned out to end, if it was found shorter than it was read
   * @param generation the generation that was folded when that was found
   * @throws LogUnavailableException when the log does not answer
   */
  static Restored from(EventLog log, int partition, OptionalLong truncatedAt, long generation) {
    LiveFold fold = LiveFold.from(PartitionFold.standard(), log.latestSnapshots(partition));
    boolean before = fold.model().partition().generation() <= generation;
    if (truncatedAt.isPresent() && before) {
      // The committed state knows of records that are lost, and of nothing that took their places.
      fold.rewind(truncatedAt.getAsLong());
    }
    long commandsEnd = log.bounds(Topic.COMMANDS, partition).end();
    boolean commandsLost = fold.commandsFrom() > commandsEnd;
    // Otherwise every runner that begins here would find them lost anew, and report it.
    fold.commandsEndAt(commandsEnd);
    boolean factsGone = log.bounds(Topic.EVENTS, partition).first() > fold.eventsFrom();
    return new Restored(fold, factsGone || commandsLost);
  }
}
