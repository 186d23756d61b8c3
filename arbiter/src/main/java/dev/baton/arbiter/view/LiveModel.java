package dev.baton.arbiter.view;

import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionFold;
import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Result;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog;
import dev.baton.log.EventLog.StartAt;
import dev.baton.log.LogUnavailableException;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.ClusterState;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The folded state of a whole log, kept up to date by reading alone: for {@code status}, a console,
 * a replay. Writes nothing. Thread-safe.
 */
public final class LiveModel implements AutoCloseable {
  private final List<Follower> followers;

  private LiveModel(List<Follower> followers) {
    this.followers = followers;
  }

  /**
   * Begins at the committed state and follows the log.
   *
   * @param log used, not closed
   * @param news called on a reader's thread for each fact folded, those from before included; must
   *     not block
   * @throws LogUnavailableException when the log does not answer
   */
  public static LiveModel follow(EventLog log, Consumer<Result> news) {
    return new LiveModel(
        IntStream.range(0, log.partitions())
            .mapToObj(partition -> new Follower(log, partition, news))
            .toList());
  }

  /** Tells whether everything was folded that stood in the log a moment ago. */
  public boolean isCaughtUp() {
    return followers.stream().allMatch(follower -> follower.reader.caughtUp());
  }

  /** Returns every cluster by name. */
  public SortedMap<ClusterId, ClusterState> clusters() {
    SortedMap<ClusterId, ClusterState> all = new TreeMap<>();
    followers.forEach(follower -> all.putAll(follower.model.clusters()));
    return all;
  }

  /** Returns a cluster that is known. */
  public Optional<ClusterState> cluster(ClusterId cluster) {
    return Optional.ofNullable(clusters().get(cluster));
  }

  @Override
  public void close() {
    followers.forEach(follower -> follower.reader.close());
  }

  /** Follows one partition. */
  private static final class Follower implements Delivered.Cases<FactRecord, Optional<Result>> {
    private final FoldReplica fold;
    private final EventLog.Reader reader;
    private volatile PartitionModel model;

    Follower(EventLog log, int partition, Consumer<Result> news) {
      fold = FoldReplica.from(PartitionFold.standard(), log.latestSnapshots(partition));
      model = fold.model();
      reader =
          log.readEvents(
              partition,
              StartAt.offset(fold.eventsFrom()),
              delivered -> take(delivered).ifPresent(news));
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
