package dev.baton.arbiter.view;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Result;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Tail;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.ClusterState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The folded state of a whole log, kept up to date by reading alone: for {@code status}, a console,
 * a replay. Writes nothing. Thread-safe.
 */
public final class LiveModel implements AutoCloseable {
  private final List<Tail.Following<Follower>> partitions;

  private LiveModel(List<Tail.Following<Follower>> partitions) {
    this.partitions = List.copyOf(partitions);
  }

  /**
   * Begins at the committed state and follows the log.
   *
   * @param log used, not closed
   * @param patience how long to try to begin with a partition
   * @param news called on a reader's thread for each fact folded, those from before included; must
   *     not block
   * @throws LogUnavailableException when the log does not answer in that time
   */
  public static LiveModel follow(EventLog log, Duration patience, Consumer<Result> news) {
    List<Tail.Following<Follower>> begun = new ArrayList<>();
    try {
      for (int partition = 0; partition < log.partitions(); partition++) {
        begun.add(Tail.within(log, partition, patience, start -> Follower.begin(start, news)));
      }
      return new LiveModel(begun);
    } catch (RuntimeException e) {
      begun.forEach(Tail.Following::close);
      throw e;
    }
  }

  /** Tells whether everything was folded that stood in the log a moment ago. */
  public boolean isCaughtUp() {
    return partitions.stream().allMatch(Tail.Following::caughtUp);
  }

  /** Returns every cluster by name. */
  public SortedMap<ClusterId, ClusterState> clusters() {
    SortedMap<ClusterId, ClusterState> all = new TreeMap<>();
    partitions.forEach(
        partition ->
            partition.state().model.clusters().forEach(state -> all.put(state.cluster(), state)));
    return all;
  }

  /** Returns a cluster that is known. */
  public Optional<ClusterState> cluster(ClusterId cluster) {
    return Optional.ofNullable(clusters().get(cluster));
  }

  @Override
  public void close() {
    partitions.forEach(Tail.Following::close);
  }

  /** Follows one partition. */
  private static final class Follower implements Delivered.Cases<FactRecord, Optional<Result>> {
    private final FoldReplica fold;
    private volatile PartitionModel model;

    private Follower(FoldReplica fold) {
      this.fold = fold;
      this.model = fold.model();
    }

    static Follower begin(Tail.Start start, Consumer<Result> news) {
      Follower follower =
          new Follower(FoldReplica.from(PartitionFold.standard(), start.snapshots()));
      var unused =
          start.events(
              StartAt.offset(follower.fold.eventsFrom()),
              delivered -> follower.take(delivered).ifPresent(news));
      return follower;
    }

    private Optional<Result> take(Delivered<FactRecord> delivered) {
      Optional<Result> result = delivered.match(this);
      model = fold.model();
      return result;
    }

    @Override
    public Optional<Result> decoded(Delivered.Decoded<FactRecord> delivery) {
      return Optional.of(fold.apply(delivery.value()));
    }

    @Override
    public Optional<Result> undecodable(Delivered.Undecodable<FactRecord> delivery) {
      fold.skip(new Position(delivery.offset()));
      return Optional.empty();
    }

    @Override
    public Optional<Result> truncated(Delivered.Truncated<FactRecord> delivery) {
      fold.rewind(delivery.offset());
      return Optional.empty();
    }
  }
}
