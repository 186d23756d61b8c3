package dev.baton.arbiter.server.core;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.model.state.Snapshot;
import java.util.List;

/**
 * A fold restored from the committed state.
 *
 * @param fold where it stands
 * @param missing whether facts after the snapshots are no longer kept, or commands are lost of
 *     which the snapshots tell
 */
public record Restored(FoldReplica fold, boolean missing) {

  /**
   * What is kept of the topics.
   *
   * @param firstEvent the offset of the first fact
   * @param eventsEnd where the events topic ends, asked after the commands' end
   * @param commandsEnd where the commands topic ends
   */
  public record Kept(long firstEvent, long eventsEnd, long commandsEnd) {}

  /**
   * Restores a fold.
   *
   * @param rules the fold's versions
   * @param snapshots the newest committed state of each cluster
   * @param kept what is kept of the topics
   * @param truncations where the events topic turned out to end
   */
  public static Restored from(
      PartitionFold rules, List<Snapshot> snapshots, Kept kept, Truncations truncations) {
    FoldReplica fold = FoldReplica.from(rules, snapshots);
    truncations.rewind(fold);
    boolean commandsLost = fold.commandsFrom() > kept.commandsEnd();
    // Otherwise every runner that begins here would find them lost anew, and report it.
    fold.logEndsAt(kept.eventsEnd(), kept.commandsEnd());
    boolean factsGone = kept.firstEvent() > fold.eventsFrom();
    return new Restored(fold, factsGone || commandsLost);
  }
}
