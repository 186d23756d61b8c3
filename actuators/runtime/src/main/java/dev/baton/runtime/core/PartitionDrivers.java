package dev.baton.runtime.core;

import dev.baton.model.ClusterId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The actuators of a partition's clusters: which exist, what they are told to do, and what is
 * reported of them. Deterministic, used by one thread. The caller passes in the snapshots first,
 * then the commands after them, then {@link #onCaughtUp}. Nothing is done before that, because a
 * later command may follow.
 *
 * <p>Each command has one outcome for each binding. An outcome that is in the snapshot is not
 * reported again. A command that was followed by another one before any actuator could act on it
 * has no outcome (rule O).
 */
public final class PartitionDrivers {
  private final Predicate<Binding> mine;
  private final SortedMap<ClusterId, ClusterDrivers> clusters = new TreeMap<>();
  private final SortedMap<ClusterId, Source> taken = new TreeMap<>();
  private boolean live;
  private long drivers;

  /**
   * Starts without actuators.
   *
   * @param mine which bindings this service moves
   */
  public PartitionDrivers(Predicate<Binding> mine) {
    this.mine = mine;
  }

  /**
   * Returns the test for a cloud's bindings: the kind begins with the cloud's name, and it is a
   * kind whose platform must be told the holder.
   */
  public static Predicate<Binding> ofCloud(String cloud) {
    return binding -> binding.kind().startsWith(cloud + "-") && !binding.isKeptByTheNode();
  }

  /** Starts a cluster from its committed state; called before the first command. */
  public void onSnapshot(Snapshot snapshot) {
    ClusterId cluster = snapshot.state().cluster();
    // The snapshot covers everything that derives from facts up to the folded position.
    taken.put(
        cluster,
        new Source(
            snapshot.partition().generation(), snapshot.partition().folded(), Integer.MAX_VALUE));
    cluster(cluster).restore(snapshot.state());
  }

  /** Takes a command. A command that does not come after the last one is dropped. */
  public List<FleetEffect> onOrder(CommandRecord order) {
    if (order.cluster().isEmpty()) {
      return List.of();
    }
    ClusterId cluster = order.cluster().orElseThrow();
    Source last = Optional.ofNullable(taken.get(cluster)).orElse(Source.NONE);
    if (!order.source().isBelievableAfter(last)) {
      return List.of();
    }
    taken.put(cluster, order.source());
    return order.command().match(new Act(cluster(cluster), live));
  }

  /** All commands that existed at the start were read. */
  public List<FleetEffect> onCaughtUp() {
    if (live) {
      return List.of();
    }
    live = true;
    return clusters.values().stream().flatMap(of -> of.begin().stream()).toList();
  }

  /** No actuator can be made for a binding until its definition changes. */
  public List<FleetEffect> onUnmakeable(BindingId driver, String why) {
    return cluster(driver.cluster()).unmakeable(driver, why);
  }

  /** Takes an actuator's report; ignored if the actuator was replaced meanwhile. */
  public List<FleetEffect> onReport(BindingId driver, Report report) {
    return cluster(driver.cluster()).report(driver, report);
  }

  /** Tells whether all commands of the start were read, so that it acts. */
  public boolean isLive() {
    return live;
  }

  /** Returns the status of each binding, by cluster and place. */
  public List<BindingStatus> status() {
    return clusters.values().stream().flatMap(of -> of.status().stream()).toList();
  }

  private ClusterDrivers cluster(ClusterId cluster) {
    return clusters.computeIfAbsent(
        cluster, unknown -> new ClusterDrivers(cluster, mine, () -> drivers++));
  }

  /** Carries out a command. */
  private record Act(ClusterDrivers drivers, boolean live)
      implements Command.Cases<List<FleetEffect>> {
    @Override
    public List<FleetEffect> define(Command.Define command) {
      if (!live) {
        drivers.note(command.definition());
        return List.of();
      }
      return drivers.define(command.definition());
    }

    @Override
    public List<FleetEffect> undefine(Command.Undefine command) {
      return drivers.undefine();
    }

    @Override
    public List<FleetEffect> assign(Command.Assign command) {
      if (!live) {
        drivers.note(command);
        return List.of();
      }
      return drivers.assign(command);
    }

    /** Nobody moves yet: an assignment follows when it does. */
    @Override
    public List<FleetEffect> next(Command.Next command) {
      return List.of();
    }

    @Override
    public List<FleetEffect> peers(Command.Peers command) {
      return List.of();
    }

    @Override
    public List<FleetEffect> release(Command.Release command) {
      return List.of();
    }

    @Override
    public List<FleetEffect> dead(Command.Dead command) {
      return List.of();
    }

    @Override
    public List<FleetEffect> demote(Command.Demote command) {
      return List.of();
    }

    @Override
    public List<FleetEffect> promote(Command.Promote command) {
      return List.of();
    }

    @Override
    public List<FleetEffect> tick(Command.Tick command) {
      return List.of();
    }
  }
}
