package dev.baton.arbiter.core;

import dev.baton.model.Command.Ending;
import dev.baton.model.Fact;
import dev.baton.model.Health;
import dev.baton.model.HookFinished;
import dev.baton.model.HostReport;
import dev.baton.model.Incident;
import dev.baton.model.Outcome;
import dev.baton.model.Tenure;

/** Folds one fact of one cluster: first what the fact says, then what follows from the state. */
final class ClusterFold implements Fact.Cases<Draft> {
  /** Vacant, demoting skipped, promoting skipped, held: no fact leads through more tenures. */
  private static final int MOST_STEPS = 6;

  private final Draft draft;

  ClusterFold(Draft draft) {
    this.draft = draft;
  }

  /** Lets follow what depends on the state alone, until nothing more does. */
  static void settle(Draft draft) {
    Membership.progress(draft);
    for (int step = 0; step < MOST_STEPS; step++) {
      Tenure before = draft.tenure;
      before.match(new Follow(draft));
      Undefining.progress(draft);
      if (draft.tenure.equals(before)) {
        return;
      }
    }
    throw new IllegalStateException(
        "cluster " + draft.cluster + " does not settle at " + draft.position + ": " + draft.tenure);
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

  /** What follows from each kind of tenure. */
  private record Follow(Draft draft) implements Tenure.Cases<Draft> {

    @Override
    public Draft vacant(Tenure.Vacant tenure) {
      Vacancy.fill(draft, tenure.ended());
      return draft;
    }

    /** A candidate that fell ill or lost its session is left, and another one chosen. */
    @Override
    public Draft promoting(Tenure.Promoting tenure) {
      if (!Policy.isEligible(draft.state(), tenure.node())) {
        Ending ended = tenure.ended();
        draft.tenure = new Tenure.Vacant(ended);
      }
      return draft;
    }

    @Override
    public Draft held(Tenure.Held tenure) {
      Holding.review(draft, tenure);
      return draft;
    }

    @Override
    public Draft releasing(Tenure.Releasing tenure) {
      return draft;
    }

    @Override
    public Draft demoting(Tenure.Demoting tenure) {
      return draft;
    }

    @Override
    public Draft gapped(Tenure.Gapped tenure) {
      return draft;
    }
  }
}
