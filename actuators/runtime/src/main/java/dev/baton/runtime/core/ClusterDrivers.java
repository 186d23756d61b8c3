package dev.baton.runtime.core;

import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.command.Command;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.state.ClusterState;
import dev.baton.model.state.Placement;
import dev.baton.runtime.core.Slot.Told;
import dev.baton.spi.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The actuators of one cluster's bindings. */
final class ClusterDrivers {
  private final ClusterId cluster;
  private final Predicate<Binding> mine;
  private final LongSupplier numbers;
  private final SortedMap<Integer, Told> told = new TreeMap<>();
  private final SortedMap<Integer, Slot> slots = new TreeMap<>();
  private Optional<ClusterDefinition> definition = Optional.empty();
  private Epoch epoch = Epoch.NONE;
  private Optional<NodeId> node = Optional.empty();

  /**
   * Starts without actuators.
   *
   * @param mine which bindings this service moves
   * @param numbers gives the number of each new actuator
   */
  ClusterDrivers(ClusterId cluster, Predicate<Binding> mine, LongSupplier numbers) {
    this.cluster = cluster;
    this.mine = mine;
    this.numbers = numbers;
  }

  /** Starts from the committed state; called before {@link #begin}. */
  void restore(ClusterState state) {
    definition = state.definitions().latest();
    epoch = state.epoch();
    node = state.assignment().assignee();
    for (Placement placement : state.placements().values()) {
      told.put(placement.index(), new Told(placement.epoch(), placement.result()));
    }
  }

  /** Records a definition without acting on it. */
  void note(ClusterDefinition next) {
    definition.ifPresent(before -> told.keySet().removeIf(index -> !same(before, next, index)));
    definition = Optional.of(next);
  }

  /** Records an assignment without acting on it. */
  void note(Command.Assign command) {
    if (command.epoch().isAfter(epoch)) {
      epoch = command.epoch();
      node = Optional.of(command.node());
    }
  }

  /** Starts to act on definitions and assignments. */
  List<FleetEffect> begin() {
    List<FleetEffect> effects = new ArrayList<>();
    definition.ifPresent(present -> open(present, effects));
    return effects;
  }

  List<FleetEffect> define(ClusterDefinition next) {
    List<FleetEffect> effects = new ArrayList<>();
    Optional<ClusterDefinition> before = definition;
    for (Slot slot : List.copyOf(slots.values())) {
      int index = slot.driver().index();
      if (before.filter(known -> keeps(known, next, index)).isEmpty()) {
        slots.remove(index);
        effects.add(new FleetEffect.Close(slot.driver()));
        slot.told().ifPresent(last -> told.put(index, last));
      }
    }
    note(next);
    open(next, effects);
    return effects;
  }

  /** Ends all actuators. The bindings keep pointing where they point. */
  List<FleetEffect> undefine() {
    List<FleetEffect> effects = new ArrayList<>();
    slots.values().forEach(slot -> effects.add(new FleetEffect.Close(slot.driver())));
    slots.clear();
    told.clear();
    definition = Optional.empty();
    node = Optional.empty();
    return effects;
  }

  List<FleetEffect> assign(Command.Assign command) {
    List<FleetEffect> effects = new ArrayList<>();
    if (command.epoch().isAfter(epoch)) {
      note(command);
      assignment()
          .ifPresent(
              assignment -> slots.values().forEach(slot -> effects.add(slot.begin(assignment))));
    }
    return effects;
  }

  List<FleetEffect> unmakeable(BindingId driver, String why) {
    return slot(driver).map(slot -> slot.refuseAll(why, assignment())).orElse(List.of());
  }

  List<FleetEffect> report(BindingId driver, Report report) {
    return slot(driver).map(slot -> List.of(slot.tell(report))).orElse(List.of());
  }

  List<BindingStatus> status() {
    return slots.values().stream().map(slot -> slot.status(assignment())).toList();
  }

  /** Makes an actuator for each binding that has none. */
  private void open(ClusterDefinition present, List<FleetEffect> effects) {
    for (int index = 0; index < present.bindings().size(); index++) {
      Binding binding = present.bindings().get(index);
      if (mine.test(binding) && !slots.containsKey(index)) {
        BindingId driver = new BindingId(cluster, index, numbers.getAsLong());
        Slot slot = new Slot(driver, binding, Optional.ofNullable(told.get(index)));
        slots.put(index, slot);
        effects.add(slot.open(present));
        assignment().ifPresent(assignment -> effects.add(slot.begin(assignment)));
      }
    }
  }

  private Optional<Slot> slot(BindingId driver) {
    return Optional.ofNullable(slots.get(driver.index()))
        .filter(slot -> slot.driver().equals(driver));
  }

  private Optional<Assignment> assignment() {
    return node.flatMap(
        to -> definition.map(known -> new Assignment(cluster, epoch, to, known.vips())));
  }

  /**
   * Tells whether an outcome stays valid under another definition. The fold drops outcomes by the
   * same rule.
   */
  private static boolean same(ClusterDefinition before, ClusterDefinition after, int index) {
    return binding(before, index).equals(binding(after, index))
        && before.vips().equals(after.vips());
  }

  /**
   * Tells whether an actuator can be kept under another definition: it may use the list of members.
   */
  private static boolean keeps(ClusterDefinition before, ClusterDefinition after, int index) {
    return same(before, after, index) && before.members().equals(after.members());
  }

  private static Optional<Binding> binding(ClusterDefinition definition, int index) {
    List<Binding> bindings = definition.bindings();
    return index < bindings.size() ? Optional.of(bindings.get(index)) : Optional.empty();
  }
}
