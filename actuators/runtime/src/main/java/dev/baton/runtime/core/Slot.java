package dev.baton.runtime.core;

import dev.baton.model.Epoch;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.spi.Assignment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A binding's place in the definition: its actuator, and its last reported outcome. */
final class Slot {
  private final BindingId driver;
  private final Binding binding;
  private Optional<Told> told;
  private Optional<String> unmakeable = Optional.empty();

  /** The last reported outcome, and the epoch that it is about. */
  record Told(Epoch epoch, OutcomeResult result) {}

  Slot(BindingId driver, Binding binding, Optional<Told> told) {
    this.driver = driver;
    this.binding = binding;
    this.told = told;
  }

  BindingId driver() {
    return driver;
  }

  Binding binding() {
    return binding;
  }

  Optional<Told> told() {
    return told;
  }

  FleetEffect open(ClusterDefinition definition) {
    return new FleetEffect.Open(driver, definition, binding);
  }

  /** Returns what to do about the present assignment. */
  FleetEffect begin(Assignment assignment) {
    if (unmakeable.isPresent()) {
      return refuse(assignment);
    }
    return toldOf(assignment.epoch())
        .map(result -> (FleetEffect) new FleetEffect.Resume(driver, assignment, result))
        .orElseGet(() -> new FleetEffect.Assign(driver, assignment));
  }

  /** Reports for each command, including this one, that there is no actuator. */
  List<FleetEffect> refuseAll(String why, Optional<Assignment> present) {
    unmakeable = Optional.of(why);
    List<FleetEffect> effects = new ArrayList<>();
    present
        .filter(assignment -> toldOf(assignment.epoch()).isEmpty())
        .ifPresent(assignment -> effects.add(refuse(assignment)));
    return effects;
  }

  private FleetEffect refuse(Assignment assignment) {
    String why = unmakeable.orElseThrow();
    return tell(new Report(assignment, OutcomeResult.REFUSED, why, List.of(), Duration.ZERO, 0));
  }

  FleetEffect tell(Report report) {
    Epoch epoch = report.assignment().epoch();
    if (told.filter(known -> known.epoch().isAfter(epoch)).isEmpty()) {
      told = Optional.of(new Told(epoch, report.result()));
    }
    return new FleetEffect.Tell(
        driver.cluster(),
        new Outcome(
            epoch,
            report.assignment().node(),
            binding.kind(),
            driver.index(),
            report.result(),
            report.detail(),
            report.evidence(),
            report.took(),
            report.tries()));
  }

  private Optional<OutcomeResult> toldOf(Epoch epoch) {
    return told.filter(known -> known.epoch().equals(epoch)).map(Told::result);
  }

  BindingStatus status(Optional<Assignment> present) {
    Optional<Epoch> epoch = present.map(Assignment::epoch);
    return new BindingStatus(
        driver.cluster(),
        driver.index(),
        binding.kind(),
        epoch,
        epoch.flatMap(this::toldOf),
        unmakeable);
  }
}
