package dev.baton.arbiter.server.core;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.model.Position;
import dev.baton.model.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A fold restored from the committed state.
 *
 * @param fold where it stands
 * @param missing whether facts after the snapshots are no longer kept, or commands are lost of
 *     which the snapshots tell
 * @param divergence the offset from which on the snapshots contain facts that are lost; empty if
 *     they contain none
 */
public record Restored(FoldReplica fold, boolean missing, OptionalLong divergence) {

  /**
   * What is kept of the topics.
   *
   * @param firstEvent the offset of the first fact
   * @param eventsEnd where the events topic ends, asked after the commands' end
   * @param commandsEnd where the commands topic ends
   */
  public record Kept(long firstEvent, long eventsEnd, long commandsEnd) {}

  /** Knows which facts still stand. */
  @FunctionalInterface
  public interface Lineage {
    /**
     * Returns the offset of the first fact that is lost of those that were read.
     *
     * @param readUpTo the last one that was read
     * @param leaderEpoch that fact's
     */
    OptionalLong divergence(Position readUpTo, int leaderEpoch);
  }

  /**
   * Restores a fold.
   *
   * @param rules the fold's versions
   * @param snapshots the newest committed state of each cluster
   * @param kept what is kept of the topics
   * @param lineage which of the facts that the snapshots contain still stand
   * @param truncations where the events topic turned out to end
   */
  public static Restored from(
      PartitionFold rules,
      List<Snapshot> snapshots,
      Kept kept,
      Lineage lineage,
      Truncations truncations) {
    FoldReplica fold = FoldReplica.from(rules, snapshots);
    OptionalLong divergence = divergence(snapshots, lineage);
    divergence.ifPresent(fold::diverges);
    truncations.rewind(fold);
    boolean commandsLost = fold.commandsFrom() > kept.commandsEnd();
    // Otherwise every runner that begins here would find them lost anew, and report it.
    fold.logEndsAt(kept.eventsEnd(), kept.commandsEnd());
    boolean factsGone = kept.firstEvent() > fold.eventsFrom();
    return new Restored(fold, factsGone || commandsLost, divergence);
  }

  /** Of the snapshots of one leader epoch, the newest contains what the others do. */
  private static OptionalLong divergence(List<Snapshot> snapshots, Lineage lineage) {
    Map<Integer, Position> newest = new TreeMap<>();
    for (Snapshot snapshot : snapshots) {
      Position folded = snapshot.partition().folded();
      snapshot
          .leaderEpoch()
          .ifPresent(epoch -> newest.merge(epoch, folded, (a, b) -> a.isAfter(b) ? a : b));
    }
    return newest.entrySet().stream()
        .map(of -> lineage.divergence(of.getValue(), of.getKey()))
        .flatMapToLong(OptionalLong::stream)
        .min();
  }
}
