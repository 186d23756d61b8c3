package dev.baton.runtime.core;

import dev.baton.model.ClusterId;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.spi.Assignment;

/** What {@link PartitionDrivers} asks its shell to do, in the order given. */
public sealed interface FleetEffect {

  /** Calls the case for this kind of effect. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per kind.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Make an actuator. */
    R open(Open effect);

    /** End an actuator. */
    R close(Close effect);

    /** Give an actuator its assignment. */
    R assign(Assign effect);

    /** Let an actuator continue another one's work. */
    R resume(Resume effect);

    /** Report an outcome to the log. */
    R tell(Tell effect);
  }

  /**
   * Make an actuator, or call {@code onUnmakeable} with the reason why not.
   *
   * @param driver the actuator
   * @param definition the cluster's definition
   * @param binding the binding that it moves
   */
  record Open(BindingId driver, ClusterDefinition definition, Binding binding)
      implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.open(this);
    }
  }

  /**
   * End an actuator, if there is one, and wait until it writes no more.
   *
   * @param driver the actuator
   */
  record Close(BindingId driver) implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.close(this);
    }
  }

  /**
   * Give an actuator its assignment.
   *
   * @param driver the actuator
   * @param assignment its assignment
   */
  record Assign(BindingId driver, Assignment assignment) implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.assign(this);
    }
  }

  /**
   * Let an actuator continue the work of another one, or of an earlier process.
   *
   * @param driver the actuator
   * @param assignment the present assignment
   * @param told its last reported outcome
   */
  record Resume(BindingId driver, Assignment assignment, OutcomeResult told)
      implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.resume(this);
    }
  }

  /**
   * Report an outcome to the log, after those reported before.
   *
   * @param cluster the cluster
   * @param outcome the outcome
   */
  record Tell(ClusterId cluster, Outcome outcome) implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tell(this);
    }
  }
}
