package dev.baton.arbiter.server.core;

import dev.baton.arbiter.fold.AuditLineBuilder;
import dev.baton.arbiter.fold.FoldReplica;
import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.arbiter.fold.Result;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditDetail;
import dev.baton.model.audit.AuditEntry;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.audit.AuditRule;
import dev.baton.model.fact.FactRecord;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A leader's second fold, which no failover waits for. It gathers audit lines and snapshots for one
 * transaction after the other. Deterministic, except for when it commits. Used by one thread.
 *
 * <p>No line is committed twice or left out, whichever arbiter takes over and whenever. The lines
 * and snapshots of one transaction end at the same event. A successor begins at the oldest
 * snapshot, and skips the lines up to the newest. Lines from before the first cluster are an
 * exception: no snapshot says that they were written, so a successor writes them again.
 *
 * <p>The caller must give it only events that the partition's runner has folded, and whose commands
 * the runner has read back, because a snapshot says where those commands stand.
 */
public final class AuditRunner {
  /** Lines after which it commits a transaction, whether it has caught up or not. */
  public static final int MOST_LINES = 500;

  /**
   * How often it writes a snapshot of a cluster in which nothing happened but keepalives and health
   * reports, if there are at most 1,000 clusters.
   */
  private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

  /** Of more clusters it writes fewer than 500 such snapshots a second, all together. */
  private static final long NANOS_EACH = Duration.ofMillis(2).toNanos();

  /** Most such snapshots in a transaction, so that audit lines do not wait for long. */
  private static final int MOST_QUIET = 500;

  /**
   * How long lines wait for further ones. A transaction costs the brokers as much as dozens of
   * plain records, so it must not fall into the move that its lines describe.
   */
  private static final long LINGER_NANOS = Duration.ofMillis(100).toNanos();

  /**
   * Events after which it renews even the snapshot of a cluster in which nothing happened, so that
   * no process has to start too far back.
   */
  private static final long MOST_LAG = 5_000;

  private final FoldReplica fold;

  /** Of each cluster the last snapshot, the oldest first. */
  private final LinkedHashMap<ClusterId, Kept> kept = new LinkedHashMap<>();

  /** Clusters of which there is no snapshot that counts. */
  private final TreeSet<ClusterId> unkept = new TreeSet<>();

  private final TreeSet<ClusterId> changed = new TreeSet<>();
  private final TreeSet<ClusterId> explained = new TreeSet<>();
  private List<AuditEntry> lines = new ArrayList<>();
  private Optional<Long> linesSince = Optional.empty();
  private PartitionState committed;
  private long commandsUpTo;
  private OptionalInt leaderEpoch = OptionalInt.empty();

  /**
   * Begins where the fold stands.
   *
   * @param fold from the newest snapshots, read after every earlier writer was fenced
   * @param now the monotonic clock in ns
   */
  public AuditRunner(FoldReplica fold, long now) {
    this.fold = fold;
    committed = fold.model().partition();
    commandsUpTo = fold.commandsFrom();
    for (ClusterId cluster : fold.model().clusters().names()) {
      // A cluster that is in the model here has a snapshot. If it contains lost events, it must not
      // stay the newest.
      if (fold.rewound()) {
        unkept.add(cluster);
      } else {
        kept.put(cluster, new Kept(fold.audited(), now));
      }
    }
  }

  /** When a cluster was snapshotted last: at which position, and at which time. */
  private record Kept(Position position, long at) {}

  /**
   * What to commit together.
   *
   * @param lines audit lines in order
   * @param snapshots states at the position at which the lines end
   */
  public record Batch(List<AuditEntry> lines, List<Snapshot> snapshots) {
    /** Freezes the lists. */
    public Batch {
      lines = List.copyOf(lines);
      snapshots = List.copyOf(snapshots);
    }
  }

  /** Returns the position up to which is folded. */
  public Position folded() {
    return fold.model().partition().folded();
  }

  /** Tells whether it should get no more events before a commit. */
  public boolean isFull() {
    return lines.size() >= MOST_LINES;
  }

  /** Takes the next event, whose leader epoch is not known. */
  public void onEvent(FactRecord entry) {
    onEvent(entry, OptionalInt.empty());
  }

  /** Takes the next event. */
  public void onEvent(FactRecord entry, OptionalInt epoch) {
    leaderEpoch = epoch;
    Result result = fold.apply(entry);
    entry
        .cluster()
        .filter(cluster -> fold.model().clusters().has(cluster))
        .ifPresent(this::changed);
    if (!fold.isAudited(entry.position())) {
      lines.addAll(result.audit());
      result.audit().forEach(line -> line.cluster().ifPresent(explained::add));
    }
  }

  private void changed(ClusterId cluster) {
    changed.add(cluster);
    if (!kept.containsKey(cluster)) {
      unkept.add(cluster);
    }
  }

  /**
   * Takes an event that could not be decoded.
   *
   * @param place the topic and partition in words
   */
  public void onMalformed(Position position, Instant timestamp, String place, String reason) {
    leaderEpoch = OptionalInt.empty();
    fold.skip(position);
    if (fold.isAudited(position)) {
      return;
    }
    AuditLineBuilder line =
        AuditLineBuilder.of(
                Kind.MALFORMED, AuditRule.DECODE, "a record could not be decoded and was skipped")
            .with(AuditDetail.PLACE, place)
            .with(AuditDetail.OFFSET, position)
            .with(AuditDetail.REASON, reason);
    Source source = new Source(fold.model().partition().generation(), position, 0);
    lines.add(line.entry(Optional.empty(), source, timestamp));
  }

  /** Learns where commands stand. Only commands of events that it has folded count. */
  public void onReadBack(ReadBack readBack) {
    if (!readBack.folded().isAfter(folded())) {
      commandsUpTo = Math.max(commandsUpTo, readBack.commandsUpTo());
    }
  }

  /** Returns what is to be committed now, if anything is; to be confirmed by {@link #committed}. */
  public Optional<Batch> batch(long now) {
    if (linesSince.isEmpty() && !lines.isEmpty()) {
      linesSince = Optional.of(now);
    }
    boolean lingers = linesSince.filter(since -> now - since < LINGER_NANOS).isPresent();
    return lingers && !isFull() ? Optional.empty() : lastBatch(now);
  }

  /** Returns what is to be committed if no more events come. */
  public Optional<Batch> lastBatch(long now) {
    if (fold.audited().isAfter(folded()) && fold.isAudited(folded())) {
      // Some clusters are still ahead of the rest: their states are not of this position.
      return Optional.empty();
    }
    Set<ClusterId> due = due(now);
    return due.isEmpty() && lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new Batch(lines, due.stream().map(this::snapshot).toList()));
  }

  private Set<ClusterId> due(long now) {
    PartitionState partition = fold.model().partition();
    boolean partitionChanged =
        committed.generation() != partition.generation()
            || committed.foldVersion() != partition.foldVersion();
    TreeSet<ClusterId> due = new TreeSet<>();
    if (partitionChanged) {
      due.addAll(fold.model().clusters().names());
    } else {
      PartitionModel model = fold.model();
      explained.stream().filter(of -> model.clusters().has(of)).forEach(due::add);
      due.addAll(unkept);
      addQuietLongEnough(due, now);
    }
    if (due.isEmpty() && !lines.isEmpty()) {
      // Lines of the partition alone: some snapshot must say that they were written.
      fold.model().clusters().stream().map(ClusterState::cluster).findFirst().ifPresent(due::add);
    }
    return due;
  }

  private void addQuietLongEnough(Set<ClusterId> due, long now) {
    long pause = Math.max(QUIET_NANOS, kept.size() * NANOS_EACH);
    int most = due.size() + MOST_QUIET;
    for (Map.Entry<ClusterId, Kept> last : kept.entrySet()) {
      if (now - last.getValue().at() < pause || due.size() >= most) {
        return; // The first condition holds for all that follow, too.
      }
      long lag = folded().offset() - last.getValue().position().offset();
      if (changed.contains(last.getKey()) || lag >= MOST_LAG) {
        due.add(last.getKey());
      }
    }
  }

  private Snapshot snapshot(ClusterId cluster) {
    ClusterState state = fold.model().clusters().get(cluster).orElseThrow();
    return new Snapshot(state, fold.model().partition(), commandsUpTo, leaderEpoch);
  }

  /** The batch is committed. */
  public void committed(Batch batch, long now) {
    committed = fold.model().partition();
    lines = new ArrayList<>();
    linesSince = Optional.empty();
    explained.clear();
    for (Snapshot snapshot : batch.snapshots()) {
      ClusterId cluster = snapshot.state().cluster();
      changed.remove(cluster);
      unkept.remove(cluster);
      kept.remove(cluster);
      kept.put(cluster, new Kept(folded(), now));
    }
  }
}
