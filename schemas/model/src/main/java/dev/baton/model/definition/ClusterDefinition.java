package dev.baton.model.definition;

import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Ranges;
import dev.baton.model.Vip;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a cluster consists of, as an operator defined it; versioned.
 *
 * @param cluster its name
 * @param version 1 for the first, one more each time
 * @param members 1 to 16 nodes, each once, in the operator's order
 * @param vips 1 to 64 addresses that move together, each once
 * @param bindings the ways in which they are moved; at least one, each kind at most once
 * @param timings lease and margins
 * @param policy failback and hold-down
 * @param hooks promote and demote scripts
 */
public record ClusterDefinition(
    ClusterId cluster,
    long version,
    List<Member> members,
    List<Vip> vips,
    List<Binding> bindings,
    Timings timings,
    FailoverPolicy policy,
    HookPlan hooks) {

  /** Characters of all settings: a snapshot holds more than one definition. */
  private static final int MOST_SETTINGS = 16_384;

  /** A cluster has at most this many bindings. */
  public static final int MOST_BINDINGS = 8;

  /** Checks sizes and uniqueness and freezes the lists. */
  public ClusterDefinition {
    members = List.copyOf(members);
    vips = List.copyOf(vips);
    bindings = List.copyOf(bindings);
    Ranges.require("version", version, 1);
    requireDistinct("nodes", members.stream().map(Member::node).toList(), 16);
    requireDistinct("vips", vips, 64);
    requireDistinct("bindings", bindings.stream().map(Binding::kind).toList(), MOST_BINDINGS);
    Ranges.require(
        "bindings: characters of all settings",
        bindings.stream().mapToLong(Binding::size).sum(),
        0,
        MOST_SETTINGS);
  }

  /** Returns the same definition as another version. */
  public ClusterDefinition withVersion(long number) {
    return new ClusterDefinition(cluster, number, members, vips, bindings, timings, policy, hooks);
  }

  /** Returns the member of that name. */
  public Optional<Member> member(NodeId node) {
    return members.stream().filter(member -> member.node().equals(node)).findFirst();
  }

  /** Returns the binding of that kind. */
  public Optional<Binding> binding(String kind) {
    return bindings.stream().filter(binding -> binding.kind().equals(kind)).findFirst();
  }

  /** Returns the TCP ports that bindings want guarded at the nodes' own addresses; sorted. */
  public SortedSet<Integer> gatePorts() {
    SortedSet<Integer> ports = new TreeSet<>();
    bindings.forEach(binding -> ports.addAll(GatePorts.of(binding)));
    return Collections.unmodifiableSortedSet(ports);
  }

  private static <T extends Comparable<T>> void requireDistinct(
      String field, List<T> values, int most) {
    if (values.isEmpty() || values.size() > most) {
      throw new IllegalArgumentException(
          field + ": " + values.size() + " entries are not within 1 to " + most);
    }
    if (new TreeSet<>(values).size() != values.size()) {
      throw new IllegalArgumentException(field + ": an entry is named twice in " + values);
    }
  }
}
