package dev.baton.arbiter.server.shell;

import dev.baton.arbiter.fold.PartitionModel;
import dev.baton.model.ClusterId;
import dev.baton.model.Vip;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * VIPs that stand in the definitions of several clusters. In one partition the fold refuses that;
 * no log orders what is defined in two, so there it is only told.
 */
final class SharedVips {
  private SharedVips() {}

  /**
   * A VIP and whose it is.
   *
   * @param vip which
   * @param clusters two or more, sorted
   */
  record Shared(Vip vip, SortedSet<ClusterId> clusters) {}

  /** Returns those of the newest and the present definitions of all these partitions. */
  static List<Shared> of(Collection<PartitionModel> partitions) {
    Map<String, Shared> all = new TreeMap<>();
    partitions.stream()
        .flatMap(partition -> partition.clusters().stream())
        .forEach(state -> vips(state).forEach(vip -> add(all, vip, state.cluster())));
    return all.values().stream().filter(shared -> shared.clusters().size() > 1).toList();
  }

  private static void add(Map<String, Shared> all, Vip vip, ClusterId cluster) {
    all.computeIfAbsent(vip.address(), text -> new Shared(vip, new TreeSet<>()))
        .clusters()
        .add(cluster);
  }

  private static Stream<Vip> vips(ClusterState state) {
    Definitions known = state.definitions();
    return Stream.concat(known.effective().stream(), known.latest().stream())
        .map(ClusterDefinition::vips)
        .flatMap(List::stream)
        .distinct();
  }
}
