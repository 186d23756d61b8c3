package dev.baton.arbiter.fold;

import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fold that goes on from committed snapshots, record by record. It skips what a cluster's
 * snapshot already contains, because snapshots of different clusters stand at different places.
 * Used by one thread.
 */
public final class FoldReplica {
  private final PartitionFold fold;
  private final SortedMap<ClusterId, Position> contained = new TreeMap<>();
  private final Position audited;
  private final Source begun;
  private long commandsFrom;
  private long commandsEnd;
  private long eventsEnd = Long.MAX_VALUE;
  private PartitionModel model;
  private boolean rewound;
  private Optional<Source> lost = Optional.empty();

  private FoldReplica(PartitionFold fold, List<Snapshot> snapshots) {
    this.fold = fold;
    PartitionState oldest =
        snapshots.stream()
            .map(Snapshot::partition)
            .min(Comparator.comparing(PartitionState::folded))
            .orElse(PartitionState.EMPTY);
    model = PartitionModel.EMPTY.with(oldest);
    for (Snapshot snapshot : snapshots) {
      model = model.with(snapshot.state());
      contained.put(snapshot.state().cluster(), snapshot.partition().folded());
    }
    audited = contained.values().stream().max(Comparator.naturalOrder()).orElse(Position.NONE);
    begun =
        snapshots.stream()
            .map(Snapshot::partition)
            .map(newest -> Source.endOf(newest.generation(), newest.folded()))
            .max(Comparator.naturalOrder())
            .orElse(Source.NONE);
    commandsFrom = snapshots.stream().mapToLong(Snapshot::commandsUpTo).min().orElse(0);
  }

  /**
   * Begins at the oldest of the snapshots.
   *
   * @param snapshots the newest committed one of each cluster of one partition; empty: at the
   *     beginning of the log
   */
  public static FoldReplica from(PartitionFold fold, List<Snapshot> snapshots) {
    return new FoldReplica(fold, snapshots);
  }

  /** Returns the model. */
  public PartitionModel model() {
    return model;
  }

  /** Returns the end of what the newest snapshot contained when this fold began. */
  public Source begun() {
    return begun;
  }

  /** Returns the offset of the events topic from which to read. */
  public long eventsFrom() {
    return model.partition().folded().offset() + 1;
  }

  /** Returns the offset of the commands topic from which to read. */
  public long commandsFrom() {
    return commandsFrom;
  }

  /**
   * Learns where the topics end. Commands beyond that end, of which snapshots tell, are lost (rule
   * B).
   *
   * @param events the end of the events topic, asked after the other
   * @param commands the end of the commands topic
   */
  public void logEndsAt(long events, long commands) {
    commandsFrom = Math.min(commandsFrom, commands);
    eventsEnd = events;
    commandsEnd = commands;
  }

  /** Returns the offset at which the events topic ended when this fold began. */
  public long eventsEnd() {
    return eventsEnd;
  }

  /**
   * Tells whether a command derives from a fact that is lost: the command stood in its topic when
   * the events ended before that fact (rule B).
   *
   * @param offset of the command in its topic
   */
  public boolean isBeyondEvents(Source source, long offset) {
    return offset < commandsEnd && source.position().offset() >= eventsEnd;
  }

  /** Returns the position up to which audit lines are committed. */
  public Position audited() {
    return audited;
  }

  /**
   * Tells whether the audit lines of a position are committed already. After a loss a position is
   * used again; the lines of the later generation are not committed then.
   */
  public boolean isAudited(Position position) {
    return model.partition().generation() <= begun.generation() && !position.isAfter(audited);
  }

  /**
   * Folds the next record.
   *
   * @return what derives from it; nothing if a snapshot contains it already
   * @throws IllegalStateException as {@link PartitionFold#apply}
   */
  public Result apply(FactRecord entry) {
    if (isContained(entry)) {
      skip(entry.position());
      return new Result(model, List.of(), List.of());
    }
    Result result = fold.apply(model, entry);
    model = result.next();
    return result;
  }

  private boolean isContained(FactRecord entry) {
    if (contained.isEmpty() || entry.cluster().isEmpty()) {
      return false;
    }
    if (entry.position().isAfter(audited)) {
      contained.clear(); // No snapshot stands further on.
      return false;
    }
    return contained
            .getOrDefault(entry.cluster().orElseThrow(), Position.NONE)
            .compareTo(entry.position())
        >= 0;
  }

  /** Moves on over a record that could not be decoded. */
  public void skip(Position position) {
    model = fold.skip(model, position);
  }

  /**
   * Goes on at an offset that was read before, because the log is shorter now (rule B). What was
   * folded of the lost records stays folded; a gap follows in the log.
   */
  public void rewind(long offset) {
    PartitionState state = model.partition();
    rewound = rewound || offset <= audited.offset();
    if (offset < eventsFrom()) {
      model =
          model.with(
              new PartitionState(
                  new Position(offset - 1), state.generation(), state.foldVersion()));
    }
    contained.replaceAll((cluster, upTo) -> upTo.offset() < offset ? upTo : Position.NONE);
  }

  /**
   * Goes on at an offset from which on a snapshot contains records that are lost, as {@link
   * #rewind}. If no record from there on tells of the loss, somebody has to ({@link #lost}).
   */
  public void diverges(long offset) {
    lost = Optional.of(begun);
    rewind(offset);
  }

  /** Tells whether it folds anew what a snapshot contains, because that was lost. */
  public boolean rewound() {
    return rewound;
  }

  /** Returns the end of what a snapshot contained, if records of that are lost. */
  public Optional<Source> lost() {
    return lost;
  }
}
