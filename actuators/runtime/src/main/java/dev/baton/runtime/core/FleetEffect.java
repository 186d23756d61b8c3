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
    /** Make a mover. */
    R open(Open effect);

    /** End a mover. */
    R close(Close effect);

    /** A mover has something to do. */
    R assign(Assign effect);

    /** A mover goes on where another one was. */
    R resume(Resume effect);

    /** Say it in the log. */
    R tell(Tell effect);
  }

  /**
   * Make a mover, or tell by {@code onUnmakeable} why that cannot be.
   *
   * @param mover which
   * @param definition of whose cluster
   * @param binding what it is to move
   */
  record Open(BindingId mover, ClusterDefinition definition, Binding binding)
      implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.open(this);
    }
  }

  /**
   * End a mover, if there is one; wait until it writes no more.
   *
   * @param mover which
   */
  record Close(BindingId mover) implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.close(this);
    }
  }

  /**
   * A mover has something to do.
   *
   * @param mover which
   * @param assignment what
   */
  record Assign(BindingId mover, Assignment assignment) implements FleetEffect {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.assign(this);
    }
  }

  /**
   * A mover goes on where another one was, or it itself in an earlier life.
   *
   * @param mover which
   * @param assignment the present one
   * @param told what was last told of it
   */
  record Resume(BindingId mover, Assignment assignment, OutcomeResult told) implements FleetEffect {
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
