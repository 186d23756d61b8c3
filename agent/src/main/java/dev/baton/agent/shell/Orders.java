package dev.baton.agent.shell;

import dev.baton.agent.hook.HookOrder;
import dev.baton.agent.hook.PendingHook;
import dev.baton.agent.shell.AgentWatch.Reception;
import dev.baton.log.Delivered;
import dev.baton.log.EventLog.Bounds;
import dev.baton.log.EventLog.StartAt;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.state.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * Finds in the commands topic the scripts that this node must run: each order once, in order, and
 * none that was replaced. No script runs before all commands that existed at the start were read.
 * No IO.
 */
final class Orders {

  private final ClusterId cluster;
  private final NodeId node;
  private PendingHook pending;
  private Source last = Source.NONE;
  private long next;
  private long historyEnd = Long.MAX_VALUE;

  Orders(ClusterId cluster, NodeId node) {
    this.cluster = cluster;
    this.node = node;
    this.pending = new PendingHook(node);
  }

  /**
   * Returns the offset after the last command that the snapshot covers.
   *
   * @param snapshots the snapshots of the cluster's partition
   * @param bounds which commands Kafka has kept
   */
  static StartAt startAt(ClusterId cluster, List<Snapshot> snapshots, Bounds bounds) {
    return StartAt.offset(next(own(cluster, snapshots), bounds));
  }

  private static Optional<Snapshot> own(ClusterId cluster, List<Snapshot> snapshots) {
    return snapshots.stream()
        .filter(snapshot -> snapshot.state().cluster().equals(cluster))
        .reduce((earlier, later) -> later);
  }

  private static long next(Optional<Snapshot> own, Bounds bounds) {
    return Math.max(bounds.first(), own.map(Snapshot::commandsUpTo).orElse(0L));
  }

  /**
   * Starts from the snapshot, and drops everything that was read before.
   *
   * @param snapshots the snapshots of the cluster's partition
   * @param bounds which commands Kafka has kept
   */
  void restore(List<Snapshot> snapshots, Bounds bounds) {
    Optional<Snapshot> own = own(cluster, snapshots);
    pending = new PendingHook(node);
    own.ifPresent(pending::restore);
    last =
        own.map(Snapshot::partition)
            .map(folded -> new Source(folded.generation(), folded.folded(), Integer.MAX_VALUE))
            .orElse(Source.NONE);
    next = next(own, bounds);
    historyEnd = bounds.end();
  }

  /** Takes the next delivery. */
  Reception take(Delivered<CommandRecord> delivered) {
    next = delivered.offset() + 1;
    return delivered.match(new Taking());
  }

  /** Returns the script to run now, if any. Called when no delivery waits. */
  Optional<HookOrder> poll() {
    return next >= historyEnd ? pending.poll() : Optional.empty();
  }

  private final class Taking implements Delivered.Cases<CommandRecord, Reception> {
    @Override
    public Reception decoded(Delivered.Decoded<CommandRecord> delivery) {
      CommandRecord order = delivery.value();
      if (order.command() instanceof Command.Tick) {
        return Reception.NOT_OURS;
      }
      if (!order.source().isBelievableAfter(last)) {
        return Reception.REPEATED;
      }
      last = order.source();
      if (!order.cluster().equals(Optional.of(cluster))) {
        return Reception.NOT_OURS;
      }
      pending.take(order);
      return Reception.TAKEN;
    }

    @Override
    public Reception undecodable(Delivered.Undecodable<CommandRecord> delivery) {
      return Reception.UNDECODABLE;
    }

    /** The topic is shorter now, so the end that was seen at the start may never be reached. */
    @Override
    public Reception truncated(Delivered.Truncated<CommandRecord> delivery) {
      next = delivery.offset();
      historyEnd = Math.min(historyEnd, next);
      return Reception.TRUNCATED;
    }
  }
}
