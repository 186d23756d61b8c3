package dev.baton.runtime.core;

import dev.baton.model.ClusterId;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.fact.Outcome;
import dev.baton.model.fact.OutcomeResult;
import dev.baton.spi.Assignment;

/** What {@link PartitionDrivers} wants done; in the order given. */
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

    /** An actuator has something to do. */
    R assign(Assign effect);

    /** An actuator goes on where another one was. */
    R resume(Resume effect);

    /** Say it in the log. */
    R tell(Tell effect);
  }

  /**
   * Make an actuator, or tell by {@code onUnmakeable} why that cannot be.
   *
   * @param driver which
   * @param definition of whose cluster
   * @param binding what it is to move
   */
  record Open(BindingId driver, ClusterDefinition definition, Binding binding)
      implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.open(this);
    }
  }

  /**
   * End an actuator, if there is one; wait until it writes no more.
   *
   * @param driver which
   */
  record Close(BindingId driver) implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.close(this);
    }
  }

  /**
   * An actuator has something to do.
   *
   * @param driver which
   * @param assignment what
   */
  record Assign(BindingId driver, Assignment assignment) implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.assign(this);
    }
  }

  /**
   * An actuator goes on where another one was, or it itself in an earlier life.
   *
   * @param driver which
   * @param assignment the present one
   * @param told what was last told of it
   */
  record Resume(BindingId driver, Assignment assignment, OutcomeResult told)
      implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.resume(this);
    }
  }

  /**
   * Say it in the log, after what was to be said before.
   *
   * @param cluster of which
   * @param outcome what
   */
  record Tell(ClusterId cluster, Outcome outcome) implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tell(this);
    }
  }
}
