package dev.baton.arbiter.fold;

import dev.baton.model.command.Command.Ending;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FoldVersion;
import dev.baton.model.fact.Health;
import dev.baton.model.fact.HookFinished;
import dev.baton.model.fact.HostReport;
import dev.baton.model.fact.Incident;
import dev.baton.model.fact.OrphanedEpoch;
import dev.baton.model.fact.Outcome;
import dev.baton.model.state.AssignmentState;

/**
 * Folds one fact of one cluster: first what the fact itself changes, then what follows from the new
 * state.
 */
final class ClusterFold implements Fact.Cases<ClusterStateBuilder> {
  /**
   * Most steps of an assignment after one fact: unassigned, demoting skipped, promoting skipped,
   * held.
   */
  private static final int MOST_STEPS = 8;

  private final ClusterStateBuilder draft;

  ClusterFold(ClusterStateBuilder draft) {
    this.draft = draft;
  }

  /** Applies what follows from the state alone, until nothing more follows. */
  static void settle(ClusterStateBuilder draft) {
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
  public ClusterStateBuilder keepalive(Fact.Keepalive fact) {
    Sessions.keepalive(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder sessionClosed(Fact.SessionClosed fact) {
    Sessions.closed(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder health(Health fact) {
    Nodes.health(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder expire(Fact.Expire fact) {
    Sessions.expire(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder timer(Fact.Timer fact) {
    Timers.timer(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder request(Fact.Request fact) {
    Requests.request(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder released(Fact.Released fact) {
    Moves.released(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder acquired(Fact.Acquired fact) {
    Moves.acquired(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder failed(Fact.Failed fact) {
    Moves.failed(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder hookFinished(HookFinished fact) {
    Moves.hookFinished(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder incident(Incident fact) {
    Nodes.incident(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder host(HostReport fact) {
    Hosts.report(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder outcome(Outcome fact) {
    Placements.outcome(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder defined(Fact.Defined fact) {
    Membership.defined(draft, fact);
    return draft;
  }

  @Override
  public ClusterStateBuilder beat(Fact.Beat fact) {
    return draft;
  }

  @Override
  public ClusterStateBuilder foldVersion(FoldVersion fact) {
    return draft;
  }

  @Override
  public ClusterStateBuilder logLoss(Fact.LogLoss fact) {
    LogLosses.noticed(draft, fact.reached());
    return draft;
  }

  @Override
  public ClusterStateBuilder orphanedEpoch(OrphanedEpoch fact) {
    LogLosses.orphanedEpoch(draft, fact.epoch());
    return draft;
  }

  /** What follows from each kind of assignment. */
  private record Follow(ClusterStateBuilder draft)
      implements AssignmentState.Cases<ClusterStateBuilder> {

    @Override
    public ClusterStateBuilder unassigned(AssignmentState.Unassigned assignment) {
      NextHolder.fill(draft, assignment.ended());
      return draft;
    }

    /** If the candidate became unhealthy or lost its session, another one is chosen. */
    @Override
    public ClusterStateBuilder promoting(AssignmentState.Promoting assignment) {
      if (!Policy.isEligible(draft.state(), assignment.node())) {
        Ending ended = assignment.ended();
        draft.assignment = new AssignmentState.Unassigned(ended);
      }
      return draft;
    }

    @Override
    public ClusterStateBuilder held(AssignmentState.Held assignment) {
      HolderReview.review(draft, assignment);
      return draft;
    }

    @Override
    public ClusterStateBuilder releasing(AssignmentState.Releasing assignment) {
      HolderReview.goOn(draft, assignment);
      return draft;
    }

    @Override
    public ClusterStateBuilder demoting(AssignmentState.Demoting assignment) {
      return draft;
    }

    @Override
    public ClusterStateBuilder suspended(AssignmentState.Suspended assignment) {
      return draft;
    }
  }
}
