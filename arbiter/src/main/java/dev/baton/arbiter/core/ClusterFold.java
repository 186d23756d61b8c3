package dev.baton.arbiter.core;

import dev.baton.model.AssignmentState;
import dev.baton.model.Command.Ending;
import dev.baton.model.Fact;
import dev.baton.model.Health;
import dev.baton.model.HookFinished;
import dev.baton.model.HostReport;
import dev.baton.model.Incident;
import dev.baton.model.Outcome;

/** Folds one fact of one cluster: first what the fact says, then what follows from the state. */
final class ClusterFold implements Fact.Cases<Draft> {
  /**
   * Unassigned, demoting skipped, promoting skipped, held: no fact leads through more assignments.
   */
  private static final int MOST_STEPS = 6;

  private final Draft draft;

  ClusterFold(Draft draft) {
    this.draft = draft;
  }

  /** Lets follow what depends on the state alone, until nothing more does. */
  static void settle(Draft draft) {
    Membership.progress(draft);
    for (int step = 0; step < MOST_STEPS; step++) {
      AssignmentState before = draft.assignment;
      before.match(new Follow(draft));
      Undefining.progress(draft);
      if (draft.assignment.equals(before)) {
        return;
      }
    }
    throw new IllegalStateException(
        "cluster "
            + draft.cluster
            + " does not settle at "
            + draft.position
            + ": "
            + draft.assignment);
  }

  @Override
  public Draft keepalive(Fact.Keepalive fact) {
    Sessions.keepalive(draft, fact);
    return draft;
  }

  @Override
  public Draft sessionClosed(Fact.SessionClosed fact) {
    Sessions.closed(draft, fact);
    return draft;
  }

  @Override
  public Draft health(Health fact) {
    Nodes.health(draft, fact);
    return draft;
  }

  @Override
  public Draft expire(Fact.Expire fact) {
    Sessions.expire(draft, fact);
    return draft;
  }

  @Override
  public Draft timer(Fact.Timer fact) {
    Timers.timer(draft, fact);
    return draft;
  }

  @Override
  public Draft request(Fact.Request fact) {
    Requests.request(draft, fact);
    return draft;
  }

  @Override
  public Draft released(Fact.Released fact) {
    Moves.released(draft, fact);
    return draft;
  }

  @Override
  public Draft acquired(Fact.Acquired fact) {
    Moves.acquired(draft, fact);
    return draft;
  }

  @Override
  public Draft failed(Fact.Failed fact) {
    Moves.failed(draft, fact);
    return draft;
  }

  @Override
  public Draft hookFinished(HookFinished fact) {
    Moves.hookFinished(draft, fact);
    return draft;
  }

  @Override
  public Draft incident(Incident fact) {
    Nodes.incident(draft, fact);
    return draft;
  }

  @Override
  public Draft host(HostReport fact) {
    Hosts.report(draft, fact);
    return draft;
  }

  @Override
  public Draft outcome(Outcome fact) {
    Placements.outcome(draft, fact);
    return draft;
  }

  @Override
  public Draft defined(Fact.Defined fact) {
    Membership.defined(draft, fact);
    return draft;
  }

  @Override
  public Draft beat(Fact.Beat fact) {
    return draft;
  }

  @Override
  public Draft foldVersion(Fact.FoldVersion fact) {
    return draft;
  }

  @Override
  public Draft gap(Fact.Gap fact) {
    Gaps.noticed(draft, fact.reached());
    return draft;
  }

  @Override
  public Draft epochFound(Fact.EpochFound fact) {
    Gaps.epochFound(draft, fact.epoch());
    return draft;
  }

  /** What follows from each kind of assignment. */
  private record Follow(Draft draft) implements AssignmentState.Cases<Draft> {

    @Override
    public Draft unassigned(AssignmentState.Unassigned assignment) {
      Vacancy.fill(draft, assignment.ended());
      return draft;
    }

    /** A candidate that fell ill or lost its session is left, and another one chosen. */
    @Override
    public Draft promoting(AssignmentState.Promoting assignment) {
      if (!Policy.isEligible(draft.state(), assignment.node())) {
        Ending ended = assignment.ended();
        draft.assignment = new AssignmentState.Unassigned(ended);
      }
      return draft;
    }

    @Override
    public Draft held(AssignmentState.Held assignment) {
      Holding.review(draft, assignment);
      return draft;
    }

    @Override
    public Draft releasing(AssignmentState.Releasing assignment) {
      return draft;
    }

    @Override
    public Draft demoting(AssignmentState.Demoting assignment) {
      return draft;
    }

    @Override
    public Draft suspended(AssignmentState.Suspended assignment) {
      return draft;
    }
  }
}
