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
 * Which actuators a partition's clusters have, what they are told to do, and what is told of them
 * in the log. Deterministic, used by one thread. First snapshots, then the commands after them,
 * then {@link #onCaughtUp}: before that nothing is done, for a later command may be among them.
 *
 * <p>Of each command and binding one outcome is told; what stands in the snapshot already is not
 * told again. A command that another one followed before anybody could act on it has none (rule O).
 */
public final class PartitionDrivers {
  private final Predicate<Binding> mine;
  private final SortedMap<ClusterId, ClusterDrivers> clusters = new TreeMap<>();
  private final SortedMap<ClusterId, Source> taken = new TreeMap<>();
  private boolean live;
  private long drivers;

  /**
   * Begins with nothing.
   *
   * @param mine which bindings are moved here
   */
  public PartitionDrivers(Predicate<Binding> mine) {
    this.mine = mine;
  }

  /**
   * Returns the rule for the bindings of a cloud: their kinds begin with its name, and a platform
   * has to be told who holds.
   */
  public static Predicate<Binding> ofCloud(String cloud) {
    return binding -> binding.kind().startsWith(cloud + "-") && !binding.isKeptByTheNode();
  }

  /** Takes over where a cluster's committed state stands; before the first order. */
  public void onSnapshot(Snapshot snapshot) {
    ClusterId cluster = snapshot.state().cluster();
    // Everything derived up to the folded position is in the snapshot.
    taken.put(
        cluster,
        new Source(
            snapshot.partition().generation(), snapshot.partition().folded(), Integer.MAX_VALUE));
    cluster(cluster).restore(snapshot.state());
  }

  /** A command was read. One that does not come after the last one taken is dropped. */
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

  /** Everything that stood in the commands topic at the start was read. */
  public List<FleetEffect> onCaughtUp() {
    if (live) {
      return List.of();
    }
    live = true;
    return clusters.values().stream().flatMap(of -> of.begin().stream()).toList();
  }

  /** There can be no actuator for a binding until its definition changes. */
  public List<FleetEffect> onUnmakeable(BindingId driver, String why) {
    return cluster(driver.cluster()).unmakeable(driver, why);
  }

  /** An actuator reports; void if it was replaced meanwhile. */
  public List<FleetEffect> onReport(BindingId driver, Report report) {
    return cluster(driver.cluster()).report(driver, report);
  }

  /** Tells whether it acts. */
  public boolean isLive() {
    return live;
  }

  /** Returns how each binding fares, by cluster and place. */
  public List<BindingStatus> status() {
    return clusters.values().stream().flatMap(of -> of.status().stream()).toList();
  }

  private ClusterDrivers cluster(ClusterId cluster) {
    return clusters.computeIfAbsent(
        cluster, unknown -> new ClusterDrivers(cluster, mine, () -> drivers++));
  }

  /** What a command leads to. */
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
