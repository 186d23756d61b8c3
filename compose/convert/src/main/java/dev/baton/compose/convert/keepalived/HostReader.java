package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.Place;
import dev.baton.model.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the statements of one host. */
final class HostReader {

  /** What keepalived takes if nothing names an interface. */
  private static final String DEFAULT_DEVICE = "eth0";

  private final Findings findings;
  private final Blocks blocks;
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, Check> scripts = new LinkedHashMap<>();
  private final Map<String, Check> processes = new LinkedHashMap<>();
  private String device = DEFAULT_DEVICE;

  private HostReader(Findings findings) {
    this.findings = findings;
    this.blocks = new Blocks(findings);
  }

  private record Group(Place place, List<Statement> members, Tracking tracking) {}

  /** Reads them; whatever is wrong or not carried over is said. */
  static Host read(NodeId node, Place place, List<Statement> statements, Findings findings) {
    HostReader reader = new HostReader(findings);
    reader.blocks.walk(statements, "top", reader::take);
    List<Unit> units = reader.units();
    if (reader.instances.isEmpty()) {
      findings.wrong(
          place,
          "vrrp_instance",
          "is not there: nothing moves in this file; virtual_server blocks stay with keepalived");
    }
    return new Host(node, place, reader.device, units, reader.scripts, reader.processes);
  }

  private void take(Statement statement) {
    switch (statement.word()) {
      case "global_defs" -> blocks.walk(blocks.body(statement), "global_defs", this::global);
      case "vrrp_instance" ->
          once(instances, statement, name -> InstanceReader.read(blocks, name, statement));
      case "vrrp_sync_group" -> once(groups, statement, name -> group(statement));
      case "vrrp_script" ->
          once(scripts, statement, name -> CheckReader.script(blocks, name, statement));
      case "vrrp_track_process" ->
          once(processes, statement, name -> CheckReader.process(blocks, name, statement));
      default -> throw new IllegalStateException("not read: " + statement.word());
    }
  }

  private void global(Statement statement) {
    blocks.requireLine(statement);
    device = blocks.value(statement).orElse(device);
  }

  private <T> void once(Map<String, T> all, Statement statement, Function<String, T> reader) {
    Optional<String> name = blocks.value(statement);
    if (name.isEmpty()) {
      return;
    }
    T read = reader.apply(name.orElseThrow());
    if (all.putIfAbsent(name.orElseThrow(), read) != null) {
      findings.wrong(
          statement.place(),
          statement.word(),
          Blocks.shown(name.orElseThrow()) + " stands here for the second time");
    }
  }

  private Group group(Statement statement) {
    TrackingReader tracking = new TrackingReader(blocks);
    List<Statement> members = new ArrayList<>();
    blocks.walk(
        blocks.body(statement),
        "vrrp_sync_group",
        line -> {
          if (!tracking.take(line)) {
            members.addAll(blocks.body(line));
          }
        });
    return new Group(statement.place(), members, tracking.tracking());
  }

  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    Set<String> grouped = new LinkedHashSet<>();
    groups.forEach((name, group) -> unit(name, group, grouped).ifPresent(units::add));
    instances.forEach(
        (name, instance) -> {
          if (!grouped.contains(name)) {
            units.add(new Unit(name, instance.place(), List.of(instance), instance.tracking()));
          }
        });
    units.sort((one, other) -> Integer.compare(one.place().first(), other.place().first()));
    return units;
  }

  private Optional<Unit> unit(String name, Group group, Set<String> grouped) {
    List<Instance> members = new ArrayList<>();
    Tracking all = group.tracking();
    for (Statement line : group.members()) {
      for (String word : line.words()) {
        Optional<Instance> member = Optional.ofNullable(instances.get(word));
        if (member.isEmpty()) {
          findings.wrong(line.place(), Blocks.shown(word), "is no vrrp_instance of this file");
        } else if (!grouped.add(word)) {
          findings.wrong(line.place(), word, "is in a sync group for the second time");
        } else {
          members.add(member.orElseThrow());
          all = all.and(member.orElseThrow().tracking());
        }
      }
    }
    if (members.isEmpty()) {
      findings.wrong(group.place(), "vrrp_sync_group", Blocks.shown(name) + " has no instance");
      return Optional.empty();
    }
    return Optional.of(new Unit(name, group.place(), members, all));
  }
}
