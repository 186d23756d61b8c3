package dev.baton.runtime.core;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.Vip;
import dev.baton.model.command.Command;
import dev.baton.model.command.Command.Ending;
import dev.baton.model.command.CommandRecord;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.model.state.AssignmentState;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Definitions;
import dev.baton.model.state.HoldDown;
import dev.baton.model.state.Holdover;
import dev.baton.model.state.PartitionState;
import dev.baton.model.state.Placement;
import dev.baton.model.state.Snapshot;
import dev.baton.model.state.Succession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Definitions, commands and snapshots of the cluster {@code web}. */
public final class Clusters {
  public static final ClusterId WEB = new ClusterId("web");

  private Clusters() {}

  /** Bindings as {@code kind=setting}. */
  public static ClusterDefinition definition(long version, String... bindings) {
    return definition(version, "10.20.0.10", List.of("a", "b"), bindings);
  }

  static ClusterDefinition definition(
      long version, String vip, List<String> members, String... bindings) {
    return new ClusterDefinition(
        WEB,
        version,
        members.stream().map(name -> new Member(new NodeId(name), 100)).toList(),
        List.of(new Vip(vip)),
        Stream.of(bindings).map(Clusters::binding).toList(),
        Timings.DEFAULT,
        new FailoverPolicy(Optional.empty(), 5, Duration.ofMinutes(10)),
        HookPlan.NONE);
  }

  private static Binding binding(String text) {
    String[] parts = text.split("=", -1);
    return new Binding(
        parts[0], new TreeMap<>(parts.length > 1 ? Map.of("setting", parts[1]) : Map.of()));
  }

  /** The order that derives from that position. */
  public static CommandRecord order(long position, Command command) {
    return new CommandRecord(Optional.of(WEB), new Source(0, new Position(position), 0), command);
  }

  public static CommandRecord assign(long position, long epoch, String node) {
    return order(
        position,
        new Command.Assign(
            new Epoch(epoch),
            new NodeId(node),
            new SessionId(node + "1"),
            Ending.RELEASED,
            new Epoch(epoch - 1)));
  }

  public static CommandRecord define(long position, ClusterDefinition definition) {
    return order(position, new Command.Define(definition));
  }

  static Placement placement(int index, String kind, long epoch, OutcomeResult result) {
    return new Placement(
        index, kind, new Epoch(epoch), new NodeId("a"), result, "", Duration.ZERO, Instant.EPOCH);
  }

  /** A state in which the node holds that epoch. */
  static ClusterState held(
      ClusterDefinition definition, long epoch, String node, Placement... placements) {
    return state(
        definition,
        epoch,
        new AssignmentState.Held(new NodeId(node), new SessionId(node + "1"), true),
        placements);
  }

  static ClusterState state(
      ClusterDefinition definition,
      long epoch,
      AssignmentState assignment,
      Placement... placements) {
    TreeMap<Integer, Placement> byIndex = new TreeMap<>();
    Stream.of(placements).forEach(placement -> byIndex.put(placement.index(), placement));
    return new ClusterState(
        WEB,
        Position.NONE,
        Instant.EPOCH,
        new Definitions(Optional.of(definition), Optional.empty(), new TreeSet<>(), false),
        new Epoch(epoch),
        assignment,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>(),
        false,
        HoldDown.CLEAR,
        Optional.empty(),
        0,
        0,
        false,
        Position.NONE,
        Optional.empty(),
        byIndex,
        Succession.NONE,
        Holdover.NONE,
        Optional.empty());
  }

  static Snapshot snapshot(long folded, ClusterState state) {
    return new Snapshot(
        state, new PartitionState(new Position(folded), 0, PartitionState.FIRST_RULES), 0);
  }
}
